/* quote_header.c: "-----Original Message-----" and the header block a program puts above
 * what it quotes.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_header.h"

#include <string.h>

#include "mail/quote_claim.h"

#define SEPARATOR_MAX_BYTES   120
#define DASHED_MAX_WORDS      4
#define HEADER_KEY_MAX_BYTES  40
#define HEADER_LINE_MAX_BYTES 400
#define HEADER_BLOCK_LINES    12
#define EVIDENCE_LINES	      30

/* All tables are in folded form; see quote_line.h. */

enum {
	KEY_FROM = 1,
	KEY_DATE = 2,
	KEY_TO = 4,
	KEY_SUBJECT = 8,
	KEY_OTHER = 16,
	KEY_SENT = 32
};

static const char from_keys[] =
	"|from|von|de|da|van|från|fra|lähettäjä|od|от|від|kimden|gönderen|feladó|de la|"
	"expéditeur|remitente|remetente|mittente|από|差出人|送信者|发件人|寄件者|寄件人|"
	"보낸 사람|보낸사람|từ|dari|מאת|من|"
	"šalje|expeditorul|від кого|送信元|отправитель|nadawca|saatja|";

static const char date_keys[] =
	"|date|datum|message du|fecha|data|dato|päivämäärä|päiväys|dátum|дата|tarih|"
	"dată|ημερομηνία|日時|日付|日期|날짜|ngày|tanggal|תאריך|التاريخ|";

/* Only programs say so of a date. */
static const char sent_keys[] =
	"|sent|gesendet|gesendet am|envoyé|envoyé le|enviado|enviado el|enviado em|"
	"enviada|enviada em|inviato|data invio|enviat|enviat el|verzonden|skickat|"
	"sendt|lähetetty|wysłano|wysłane|odesláno|odoslané|отправлено|надіслано|"
	"изпратено|gönderme tarihi|gönderildi|elküldve|küldve|trimis|στάλθηκε|απεστάλη|"
	"poslano|送信日時|送信日|发送时间|寄件日期|傳送時間|보낸 날짜|보낸날짜|đã "
	"gửi|terkirim|dikirim|נשלח|"
	"تاريخ الإرسال|"
	"відправлено|gönderilen|";

static const char to_keys[] =
	"|to|an|à|a|para|per|aan|till|til|vastaanottaja|do|komu|pro|za|prima|кому|до|"
	"kime|alıcı|címzett|către|la|προσ|宛先|收件人|收件者|받는 사람|받는사람|đến|tới|"
	"kepada|ke|אל|إلى|"
	"destinatarul|送信先|adresat|pour|pre|";

static const char subject_keys[] =
	"|subject|betreff|objet|sujet|asunto|assunto|assumpte|oggetto|onderwerp|ämne|"
	"emne|aihe|otsikko|temat|předmět|predmet|тема|относно|konu|tárgy|subiect|θέμα|"
	"件名|主题|主旨|主題|제목|chủ đề|chủ đề thư|perihal|subjek|נושא|הנדון|الموضوع|"
	"subiectul|naslov|";

static const char other_keys[] =
	"|cc|bcc|reply-to|reply to|copie à|kopie|kopia|kopi|kopio|копия|копія|"
	"másolatot "
	"kap|másolat|kópia|dw|bilgi|抄送|副本|참조|cópia|importance|attachments|";

/* What stations on the way write, and no program above what it quotes. */
static const char transport_keys[] =
	"|message-id|received|return-path|references|in-reply-to|dkim-signature|"
	"resent-from|resent-to|resent-date|resent-message-id|resent-sender|delivered-to|"
	"authentication-results|arc-seal|arc-message-signature|received-spf|";

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

/* What stands between the dashes of a line; `out_dashes` counts those in front. */
static char *strip_dashes(const char *folded, int *out_dashes)
{
	const char *start = folded;
	*out_dashes = 0;
	for (; *start && (quote_is_rule_byte((unsigned char)*start) || *start == ' ');
	     start++)
		*out_dashes += *start != ' ';
	size_t end = strlen(start);
	while (end > 0 && (quote_is_rule_byte((unsigned char)start[end - 1]) ||
			   strchr(" :.", start[end - 1]) != NULL))
		end--;
	return g_strndup(start, end);
}

/* "----- Forwarded Message ----- From: Ann <ann@x>To: ...": all on one line. */
static bool is_forward_line(const QuoteLine *line)
{
	size_t length = SEPARATOR_MAX_BYTES;
	while ((line->start[length] & 0xc0) == 0x80)
		length--;
	QuoteLine head = {.start = line->start, .length = length};
	g_autofree char *folded = quote_line_fold(&head, SEPARATOR_MAX_BYTES);
	int before = 0, behind = 0;
	g_autofree char *phrase = strip_dashes(folded, &before);
	size_t known = before >= 3 ? quote_match_start(phrase, forward_phrases) : 0;
	g_autofree char *rest = strip_dashes(phrase + known, &behind);
	size_t key = known > 0 && behind >= 3 ? quote_match_start(rest, from_keys) : 0;
	return key > 0 && rest[key + strspn(rest + key, " ")] == ':';
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
		return has_dash && is_forward_line(line) ? SEPARATOR_FORWARD
							 : SEPARATOR_NONE;
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
	g_autofree char *phrase = strip_dashes(folded, &dashes);
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
	return is_reply_line(folded) ? SEPARATOR_REPLY : SEPARATOR_NONE;
}

bool quote_is_dashed(const QuoteLine *line)
{
	if (line->length > SEPARATOR_MAX_BYTES || line->length < 9 ||
	    line->start[0] != '-' || line->start[line->length - 1] != '-')
		return false;
	g_autofree char *folded = quote_line_fold(line, SEPARATOR_MAX_BYTES);
	int before = 0;
	g_autofree char *phrase = strip_dashes(folded, &before);
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

/* The end of the key, at its colon; NULL if the line has none near its start. */
static const char *find_colon(const QuoteLine *line)
{
	size_t length = MIN(line->length, HEADER_KEY_MAX_BYTES);
	const char *colon = memchr(line->start, ':', length);
	size_t before = colon != NULL ? (size_t)(colon - line->start) : length;
	const char *wide = memchr(line->start, '\xef', before) != NULL
				   ? memmem(line->start, before, "\xef\xbc\x9a", 3)
				   : NULL;
	return wide != NULL ? wide : colon;
}

/* Folded, without what makes it bold; NULL if the line has no key. */
static char *read_key(const QuoteLine *line)
{
	const char *colon = line->is_blank ? NULL : find_colon(line);
	if (colon == NULL)
		return NULL;
	QuoteLine head = {.start = line->start, .length = (size_t)(colon - line->start)};
	g_autofree char *folded = quote_line_fold(&head, HEADER_KEY_MAX_BYTES);
	int dashes = 0;
	return strip_dashes(folded, &dashes);
}

static int read_header_kind(const QuoteLine *line)
{
	static const struct {
		const char *keys;
		int kind;
	} groups[] = {
		{from_keys, KEY_FROM},	     {sent_keys, KEY_DATE | KEY_SENT},
		{date_keys, KEY_DATE},	     {to_keys, KEY_TO},
		{subject_keys, KEY_SUBJECT}, {other_keys, KEY_OTHER},
	};
	g_autofree char *key = read_key(line);
	for (size_t i = 0; key != NULL && i < G_N_ELEMENTS(groups); i++)
		if (quote_is_in(key, groups[i].keys))
			return groups[i].kind;
	return 0;
}

/* Lotus Notes leaves out some colons: "An bob@x". */
static int read_bare_kind(const QuoteLine *line)
{
	static const struct {
		const char *keys;
		int kind;
	} groups[] = {
		{sent_keys, KEY_DATE},
		{date_keys, KEY_DATE},
		{to_keys, KEY_TO},
		{subject_keys, KEY_SUBJECT},
	};
	QuoteLine head = {.start = line->start,
			  .length = MIN(line->length, HEADER_KEY_MAX_BYTES)};
	while (head.length < line->length && (head.start[head.length] & 0xc0) == 0x80)
		head.length--;
	g_autofree char *folded = quote_line_fold(&head, HEADER_KEY_MAX_BYTES);
	for (size_t i = 0; i < G_N_ELEMENTS(groups); i++)
		if (quote_match_start(folded, groups[i].keys) > 0)
			return groups[i].kind;
	return 0;
}

bool quote_may_start_header(const QuoteLine *line)
{
	int kind = read_header_kind(line);
	return kind != 0 && kind != KEY_OTHER;
}

static int count_kinds(int kinds)
{
	int count = 0;
	for (int kind = KEY_FROM; kind <= KEY_SUBJECT; kind <<= 1)
		count += (kinds & kind) != 0;
	return count;
}

/* "From", "Sent" with a whole date, and "To", line by line: Windows Mail leaves out the
 * subject, and the address too. */
static bool is_sent_block(const QuoteLine *lines, size_t count, size_t start)
{
	static const int kinds[] = {KEY_FROM, KEY_SENT, KEY_TO};
	if (count - start < G_N_ELEMENTS(kinds))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (!(read_header_kind(&lines[start + i]) & kinds[i]))
			return false;
	return quote_has_moment(&lines[start + 1]);
}

static bool is_transport(const QuoteLine *line)
{
	g_autofree char *key = read_key(line);
	return key != NULL && quote_is_in(key, transport_keys);
}

bool quote_is_evidence(const QuoteLine *lines, size_t count, size_t start)
{
	size_t first = start;
	while (first > 0 && start - first < EVIDENCE_LINES && !lines[first - 1].is_blank)
		first--;
	for (size_t i = first;
	     i < count && i < start + EVIDENCE_LINES && !lines[i].is_blank; i++)
		if (is_transport(&lines[i]))
			return true;
	return false;
}

/* People list "From: Berlin, To: Paris" too, and write memoranda: a sender with an
 * address, or when exactly it was sent, tells a mail's header from that. Long values wrap
 * over a line or two. */
size_t quote_measure_header(const QuoteLine *lines, size_t count, size_t start)
{
	int kinds = 0;
	int misses = 0, bare = 0;
	size_t end = start;
	bool has_address = false, has_moment = false;
	for (size_t i = start; i < count && i - start < HEADER_BLOCK_LINES; i++) {
		int kind = read_header_kind(&lines[i]);
		if (kind == 0 && misses == 0 && has_address && (kinds & KEY_FROM)) {
			kind = read_bare_kind(&lines[i]) & ~kinds;
			bare |= kind;
		}
		misses = kind != 0 ? 0 : misses + 1;
		if (misses > 2 || (lines[i].is_blank && count_kinds(kinds) > 2))
			break;
		kinds |= kind;
		end = kind != 0 ? i + 1 : end;
		size_t length = MIN(lines[i].length, HEADER_LINE_MAX_BYTES);
		has_address |= memchr(lines[i].start, '@', length) != NULL;
		has_moment |= (kind & KEY_DATE) &&
			      ((kind & KEY_SENT) || quote_has_moment(&lines[i]));
	}
	if (!has_address && (!has_moment || read_header_kind(&lines[start]) == KEY_TO))
		return 0;
	bool is_header = (kinds & KEY_FROM) && count_kinds(kinds) >= 3 &&
			 ((kinds & KEY_SUBJECT) || has_address ||
			  is_sent_block(lines, count, start)) &&
			 (bare == 0 || count_kinds(kinds) == 4);
	return is_header ? end - start : 0;
}

size_t quote_measure_short_header(const QuoteLine *lines, size_t count, size_t start)
{
	int kinds = 0;
	bool has_address = false, has_moment = false;
	for (size_t i = start; i < count && i < start + 2; i++) {
		int kind = read_header_kind(&lines[i]);
		size_t length = MIN(lines[i].length, HEADER_LINE_MAX_BYTES);
		kinds |= kind;
		has_address |=
			kind == KEY_FROM && memchr(lines[i].start, '@', length) != NULL;
		has_moment |= (kind & KEY_DATE) && quote_has_moment(&lines[i]);
	}
	return count_kinds(kinds) == 2 && has_address && has_moment ? 2 : 0;
}
