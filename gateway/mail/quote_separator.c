/* quote_separator.c: "-----Original Message-----" in every language and form.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_separator.h"

#include <string.h>

#include "mail/quote_header.h"

#define SEPARATOR_MAX_BYTES 120
#define DASHED_MAX_WORDS    4

/* All tables are in folded form; see quote_line.h. */

static const char original_phrases[] =
	"|original message|original "
	"appointment|回复的原邮件|转发的原邮件|回复的邮件|ursprüngliche nachricht|"
	"originalnachricht|original-nachricht|ursprünglicher termin|message d'origine|"
	"message d’origine|message original|mensaje original|mensagem original|"
	"messaggio originale|messaggio original|oorspronkelijk bericht|"
	"originele bericht|origineel bericht|ursprungligt meddelande|originalmeddelande|"
	"oprindelig meddelelse|oprindelig besked|opprinnelig melding|"
	"opprinnelig meddelelse|alkuperäinen viesti|oryginalna wiadomość|"
	"wiadomość oryginalna|původní zpráva|pôvodná správa|исходное сообщение|"
	"оригинальное сообщение|первоначальное сообщение|вихідне повідомлення|"
	"оригінальне повідомлення|първоначално съобщение|оригинално съобщение|"
	"orijinal mesaj|özgün ileti|özgün i̇leti|orijinal i̇leti|eredeti üzenet|mesaj "
	"original|"
	"mesajul original|αρχικό μήνυμα|izvorna poruka|originalna poruka|"
	"izvirno sporočilo|missatge original|元のメッセージ|オリジナルメッセージ|"
	"原始邮件|原始郵件|原始信件|邮件原件|원본 메시지|원본 메세지|원본메일|thư gốc|"
	"tin nhắn gốc|pesan asli|mesej asal|הודעה מקורית|الرسالة الأصلية|رسالة أصلية|"
	"reply message|antwort nachricht|jatorrizko mezua|mensaxe orixinal|";

static const char forward_phrases[] =
	"|forwarded message|forwarded messages|begin forwarded message|forwarded by|"
	"forwarded mail|forwarded email|forward message|weitergeleitete nachricht|"
	"anfang der weitergeleiteten nachricht|anfang der weitergeleiteten e-mail|"
	"weitergeleitet von|message transféré|message transmis|message réexpédié|"
	"début du message transféré|début du message réexpédié|mensaje reenviado|"
	"inicio del mensaje reenviado|mensagem encaminhada|mensagem reencaminhada|"
	"início da mensagem encaminhada|início da mensagem reencaminhada|"
	"messaggio inoltrato|inizio messaggio inoltrato|doorgestuurd bericht|"
	"begin doorgestuurd bericht|vidarebefordrat meddelande|vidarebefordrat brev|"
	"vidarebefordrat mejl|videresendt melding|videresendt meddelelse|"
	"videresendt besked|videresendt e-mail|start på videresendt besked|"
	"välitetty viesti|edelleenlähetetty viesti|välitetty viesti alkaa|"
	"przekazana wiadomość|wiadomość przekazana|przesłana wiadomość|"
	"treść przekazanej wiadomości|początek przekazywanej wiadomości|"
	"přeposlaná zpráva|preposlaná správa|začátek přeposílané zprávy|"
	"пересылаемое сообщение|пересланное сообщение|"
	"начало переадресованного сообщения|начало переадресованного письма|"
	"переслане повідомлення|препратено съобщение|i̇letilen ileti|iletilen ileti|"
	"yönlendirilen ileti|yönlendirilmiş ileti|iletilmiş mesaj|iletilen mesaj|"
	"továbbított üzenet|továbbított levél|mesaj redirecționat|mesaj redirectionat|"
	"mesaj transmis|προωθημένο μήνυμα|προωθούμενο μήνυμα|proslijeđena poruka|"
	"prosleđena poruka|posredovano sporočilo|missatge reenviat|転送メッセージ|"
	"転送されたメッセージ|転送メール|转发的邮件|转发邮件信息|轉寄的郵件|轉寄郵件|"
	"전달된 메시지|전달된 메일|tin nhắn đã chuyển tiếp|thư đã chuyển tiếp|"
	"thư chuyển tiếp|pesan terusan|pesan yang diteruskan|mesej dimajukan|"
	"הודעה שהועברה|הודעה מועברת|رسالة معاد توجيهها|رسالة محولة|"
	"الرسالة المعاد توجيهها|birbidalitako mezua|mensaxe reenviada|"
	"započni proslijeđenu poruku|începe mesajul redirecționat|"
	"початок листа, що пересилається|továbbított levél kezdete|"
	"začiatok preposlanej správy|i̇leti başlangıcı|перенаправленное сообщение|"
	"i̇letilen i̇leti|i̇letilmiş mesaj|wiadomość przesłana dalej|"
	"перенаправлене повідомлення|メッセージを転送|";

/* What a help desk asks for, in a line of its own, above what was said before. */
static const char above_phrases[] =
	"|above this line|oberhalb dieser zeile|über dieser zeile|au-dessus de cette "
	"ligne|"
	"por encima de esta línea|encima de esta línea|acima desta linha|"
	"sopra questa riga|boven deze regel|boven deze lijn|ovanför denna rad|"
	"ovanför den här raden|over denne linje|over denne linjen|"
	"tämän rivin yläpuolelle|powyżej tej linii|nad tímto řádkem|над этой строкой|"
	"выше этой строки|";

static const char reply_words[] =
	"|reply|replies|response|answer|antwort|réponse|répondre|respuesta|responda|"
	"resposta|risposta|rispondi|antwoord|reageer|svar|vastaus|odpowied|odpověď|"
	"ответ|";

/* What Tobit david writes, whatever the language. */
static const char david_line[] = "Original Message processed by david®";

/* "----- Forwarded Message ----- From: Ann <ann@x>To: ...": all on one line. */
static SeparatorKind find_run_on(const QuoteLine *line)
{
	size_t length = MIN(line->length, (size_t)SEPARATOR_MAX_BYTES);
	while (length < line->length && (line->start[length] & 0xc0) == 0x80)
		length--;
	QuoteLine head = {.start = line->start, .length = length};
	g_autofree char *folded = quote_line_fold(&head, SEPARATOR_MAX_BYTES);
	int before = 0, behind = 0;
	g_autofree char *phrase = quote_strip_dashes(folded, &before);
	char *dashes = strstr(phrase, "---");
	if (before < 3 || dashes == NULL ||
	    memchr(line->start, '@', line->length) == NULL)
		return SEPARATOR_NONE;
	g_autofree char *rest = quote_strip_dashes(dashes, &behind);
	size_t key = quote_match_from_key(rest);
	if (key == 0 || rest[key + strspn(rest + key, " ")] != ':')
		return SEPARATOR_NONE;
	*dashes = '\0';
	g_strchomp(phrase);
	return quote_is_in(phrase, forward_phrases)    ? SEPARATOR_FORWARD
	       : quote_is_in(phrase, original_phrases) ? SEPARATOR_ORIGINAL
						       : SEPARATOR_NONE;
}

/* "## Please type your reply above this line ##": decorated at both ends. */
static bool is_reply_line(const char *folded)
{
	static const char decoration[] = "#-=*~.>_ ";
	size_t start = strspn(folded, decoration);
	size_t end = strlen(folded);
	while (end > start && strchr(decoration, folded[end - 1]) != NULL)
		end--;
	if (start < 2 || strlen(folded) - end < 2)
		return false;
	g_autofree char *phrase = g_strndup(folded + start, end - start);
	return quote_contains(phrase, above_phrases) &&
	       quote_contains(phrase, reply_words);
}

SeparatorKind quote_separator(const QuoteLine *line)
{
	if (line->length < 6)
		return SEPARATOR_NONE;
	char first = line->start[0], last = line->start[line->length - 1];
	bool has_dash =
		quote_is_rule_byte((unsigned char)first) || first == ' ' || first == '#';
	if (line->length > SEPARATOR_MAX_BYTES)
		return has_dash ? find_run_on(line) : SEPARATOR_NONE;
	if (first == david_line[0] && line->length == strlen(david_line) &&
	    memcmp(line->start, david_line, line->length) == 0)
		return SEPARATOR_ORIGINAL;
	if (!has_dash && last != ':' && !g_ascii_isspace(last))
		return SEPARATOR_NONE;
	g_autoptr(GString) plain = g_string_new_len(line->start, (gssize)line->length);
	g_string_replace(plain, "&nbsp;", " ", 0);
	QuoteLine spaced = {.start = plain->str, .length = plain->len};
	g_autofree char *folded = quote_line_fold(&spaced, SEPARATOR_MAX_BYTES);
	int dashes = 0;
	g_autofree char *phrase = quote_strip_dashes(folded, &dashes);
	bool is_apple = g_str_has_suffix(folded, ":") && dashes == 0;
	if (dashes < 2 && !is_apple)
		return is_reply_line(folded) ? SEPARATOR_REPLY : SEPARATOR_NONE;
	if (quote_is_in(phrase, forward_phrases))
		return SEPARATOR_FORWARD;
	if (dashes >= 2 && quote_is_in(phrase, original_phrases))
		return SEPARATOR_ORIGINAL;
	/* Some programs go on with who forwarded it, and when. */
	if (dashes >= 3 && quote_match_start(phrase, forward_phrases) > 0)
		return SEPARATOR_FORWARD;
	if (is_reply_line(folded))
		return SEPARATOR_REPLY;
	return dashes >= 3 ? find_run_on(line) : SEPARATOR_NONE;
}

bool quote_is_dashed(const QuoteLine *line)
{
	if (line->length > SEPARATOR_MAX_BYTES || line->length < 9 ||
	    line->start[0] != '-' || line->start[line->length - 1] != '-')
		return false;
	g_autofree char *folded = quote_line_fold(line, SEPARATOR_MAX_BYTES);
	int before = 0;
	g_autofree char *phrase = quote_strip_dashes(folded, &before);
	g_auto(GStrv) words = g_strsplit(phrase, " ", DASHED_MAX_WORDS + 1);
	guint count = g_strv_length(words);
	for (guint i = 0; i < count; i++) {
		gunichar letter = g_utf8_get_char_validated(words[i], -1);
		if ((int)letter < 0 || !g_unichar_isalpha(letter))
			return false;
	}
	return before >= 4 && count >= 1 && count <= DASHED_MAX_WORDS &&
	       g_str_has_suffix(folded, "---");
}

size_t quote_measure_run_on(const QuoteLine *line)
{
	size_t indent = 0;
	while (indent < line->length && g_ascii_isspace(line->start[indent]))
		indent++;
	const char *dashes = memmem(line->start, line->length, "----", 4);
	size_t own = dashes != NULL ? (size_t)(dashes - line->start) : 0;
	if (own <= indent)
		return 0;
	QuoteLine rest = {.start = dashes, .length = line->length - own};
	return find_run_on(&rest) != SEPARATOR_NONE ? own : 0;
}

size_t quote_measure_glued(const QuoteLine *line)
{
	size_t length = line->length;
	while (length > 0 && g_ascii_isspace(line->start[length - 1]))
		length--;
	if (length < 3 || memcmp(line->start + length - 3, "---", 3) != 0)
		return 0;
	const char *dashes = memmem(line->start, length, "----", 4);
	if (dashes == NULL)
		return 0;
	size_t own = (size_t)(dashes - line->start);
	QuoteLine rest = {.start = dashes, .length = length - own};
	return own > 0 && quote_separator(&rest) != SEPARATOR_NONE ? own : 0;
}
