/* quote_signer.c: what one line says of who signs: a name or a closing formula.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_signer.h"

#include <string.h>

#include "base/text.h"
#include "mail/quote_contact.h"
#include "mail/quote_title.h"
#include "mail/quote_vote.h"

/* All tables are in folded form; see quote_line.h. */

#define PAIR_BYTES     40
#define LINE_MAX_BYTES QUOTE_LINE_SHORT_BYTES

static const char closings[] =
	"|thanks|thank you|thanks again|thank you again|many thanks|thanks a lot|"
	"thanks so much|thank you very much|thanks very much|thanks in advance|"
	"thank you in advance|thx|tia|ta|cheers|regards|best regards|kind regards|"
	"warm regards|warmest regards|kindest regards|best|all the best|best wishes|"
	"with best regards|with kind regards|sincerely|sincerely yours|yours sincerely|"
	"yours truly|yours faithfully|faithfully|respectfully|respectfully yours|"
	"cordially|yours|take care|your pal|your friend|greetings|love|lots of love|"
	"warmly|br|kr|rgds|brgds|in solidarity|peace|mit freundlichen grüssen|"
	"mit freundlichem gruss|freundliche grüsse|freundlicher gruss|viele grüsse|"
	"vielen dank|liebe grüsse|lieben gruss|lieber gruss|beste grüsse|besten gruss|"
	"besten dank|schöne grüsse|herzliche grüsse|herzlich|herzlichst|herzlichen dank|"
	"gruss|grüsse|lg|vg|mfg|danke|mit besten grüssen|mit herzlichen grüssen|"
	"hochachtungsvoll|cordialement|bien cordialement|très cordialement|bien à vous|"
	"bien à toi|sincèrement|salutations|meilleures salutations|bonne journée|merci|"
	"merci d'avance|merci beaucoup|amicalement|amitiés|cdt|cdlt|respectueusement|"
	"à bientôt|saludos|un saludo|saludos cordiales|atentamente|cordialmente|"
	"un cordial saludo|un abrazo|gracias|muchas gracias|gracias de antemano|"
	"atenciosamente|abraços|abraço|um abraço|cumprimentos|"
	"com os melhores cumprimentos|melhores cumprimentos|obrigado|obrigada|"
	"muito obrigado|muito obrigada|grato|grata|att|saudações|cordiali saluti|"
	"distinti saluti|saluti|un saluto|grazie|grazie mille|a presto|"
	"met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|"
	"vriendelijke groeten|groeten|groet|groetjes|hartelijke groet|"
	"hartelijke groeten|mvg|bedankt|alvast bedankt|dank je wel|"
	"med vänliga hälsningar|med vänlig hälsning|vänliga hälsningar|vänligen|"
	"hälsningar|mvh|tack|tack på förhand|bästa hälsningar|med vennlig hilsen|"
	"vennlig hilsen|hilsen|beste hilsen|takk|med venlig hilsen|venlig hilsen|"
	"venlige hilsner|mange hilsner|kærlig hilsen|bedste hilsner|tak|på forhånd tak|"
	"ystävällisin terveisin|parhain terveisin|terveisin|terveiset|kiitos|"
	"kiitos etukäteen|t.|pozdrawiam|z poważaniem|serdecznie pozdrawiam|pozdrowienia|"
	"dziękuję|z wyrazami szacunku|dzięki|s pozdravem|s úctou|zdravím|děkuji|děkuju|"
	"s pozdravom|ďakujem|díky|с уважением|с наилучшими пожеланиями|всего доброго|"
	"спасибо|заранее спасибо|с благодарностью|всего хорошего|з повагою|дякую|"
	"з найкращими побажаннями|поздрави|с уважение|благодаря|хубав ден|saygılarımla|"
	"saygılar|iyi günler|iyi çalışmalar|teşekkürler|teşekkür ederim|sevgiler|"
	"üdvözlettel|tisztelettel|üdv|köszönöm|köszönettel|cu stimă|cu respect|"
	"mulțumesc|mulţumesc|με εκτίμηση|φιλικά|ευχαριστώ|χαιρετισμούσ|"
	"με φιλικούσ χαιρετισμούσ|srdačan pozdrav|lijep pozdrav|pozdrav|s poštovanjem|"
	"hvala|hvala unaprijed|lep pozdrav|s spoštovanjem|poštovanjem|lugupidamisega|"
	"parimate soovidega|tänan|pagarbiai|ačiū|ar cieņu|paldies|kveðja|með kveðju|"
	"bestu kveðjur|takk fyrir|よろしくお願いします|よろしくお願いいたします|"
	"よろしくお願い致します|宜しくお願いします|宜しくお願いいたします|敬具|此致敬礼|"
	"此致|敬礼|谢谢|祝好|祝商祺|顺祝商祺|謝謝|順頌商祺|감사합니다|감사합니다.|"
	"고맙습니다|드림|trân trọng|thân ái|cảm ơn|xin cảm ơn|thân mến|salam|"
	"salam hormat|hormat saya|terima kasih|hormat kami|בברכה|תודה|תודה רבה|בכבוד רב|"
	"مع تحياتي|مع أطيب التحيات|تحياتي|شكرا|شكراً|مع خالص التحية|"
	"وتفضلوا بقبول فائق الاحترام|salutacions|gràcies|salutacions cordials|"
	"atentament|eskerrik asko|baie dankie|groete|";

static const char joiners[] = "|and|&|und|et|y|e|en|og|och|i|a|и|та|ve|és|și|και|";

static const char nicknames[] =
	"|bill/william|will/william|bob/robert|rob/robert|jim/james|jimmy/james|"
	"tom/thomas|dick/richard|rick/richard|rich/richard|bert/albert|bert/robert|"
	"liz/elizabeth|beth/elizabeth|dave/david|mike/michael|tony/anthony|ed/edward|"
	"ed/edwin|jack/john|johnny/john|jon/jonathan|joe/joseph|kate/katherine|"
	"kathy/katherine|kate/catherine|cathy/catherine|steve/steven|steve/stephen|"
	"chris/christopher|andy/andrew|greg/gregory|jeff/jeffrey|ken/kenneth|"
	"larry/lawrence|matt/matthew|nick/nicholas|pat/patrick|pat/patricia|"
	"maggie/margaret|phil/philip|ron/ronald|sam/samuel|sue/susan|tim/timothy|"
	"don/donald|dan/daniel|fred/frederick|harry/henry|alex/alexander|"
	"sasha/alexander|ben/benjamin|charlie/charles|kim/kimberly|hans/johannes|"
	"fritz/friedrich|toni/anton|max/maximilian|pepe/jose|paco/francisco|"
	"nacho/ignacio|kuba/jakub|саша/александр|дима/дмитрий|миша/михаил|";

static bool is_short_of(const char *nickname, const char *name)
{
	char pair[PAIR_BYTES];
	size_t first = strlen(nickname), second = strlen(name);
	if (first + second + 2 > sizeof pair)
		return false;
	memcpy(pair, nickname, first);
	pair[first] = '/';
	memcpy(pair + first + 1, name, second + 1);
	return quote_is_in(pair, nicknames);
}

static bool is_writer_word(const QuoteSigner *signer, const char *word)
{
	for (char **name = signer->writer; *name != NULL; name++) {
		if (strcmp(word, *name) == 0 || is_short_of(word, *name) ||
		    is_short_of(*name, word))
			return true;
		if (g_utf8_strlen(word, -1) >= 3 && g_str_has_prefix(*name, word))
			return true;
	}
	return false;
}

char **quote_name_words(const char *text)
{
	if (!text_is_ascii(text, strlen(text)))
		return g_str_tokenize_and_fold(text, NULL, NULL);
	g_autofree char *folded = g_ascii_strdown(text, -1);
	g_autoptr(GStrvBuilder) words = g_strv_builder_new();
	for (char *at = folded; *at != '\0';) {
		char *word = at;
		while (g_ascii_isalnum(*at))
			at++;
		char *next = *at != '\0' ? at + 1 : at;
		*at = '\0';
		if (*word != '\0')
			g_strv_builder_add(words, word);
		at = next;
	}
	return g_strv_builder_end(words);
}

char *quote_writer_address(const char *writer)
{
	const char *start = writer != NULL ? strrchr(writer, '<') : NULL;
	start = start != NULL ? start + 1 : writer;
	if (start == NULL || strchr(start, '@') == NULL || strlen(start) > LINE_MAX_BYTES)
		return g_strdup("");
	QuoteLine address = {.start = start, .length = strcspn(start, "> ")};
	return quote_line_fold(&address, LINE_MAX_BYTES);
}

/* The writer's name, whole or in part: "Bert Meyers", "Bert", "Carole C. Frank";
 * or more of it than is known: "Bert Meyers" for "Meyers". */
bool quote_is_writer(const QuoteSigner *signer, const char *text)
{
	g_auto(GStrv) words = quote_name_words(text);
	if (g_strv_length(words) > 5)
		return false;
	g_autofree char *whole = g_strjoinv("", signer->writer);
	guint known = 0;
	guint strange = 0;
	for (char **word = words; *word != NULL; word++) {
		if (is_writer_word(signer, *word) || strcmp(*word, whole) == 0)
			known++;
		else
			strange += g_utf8_strlen(*word, -1) > 1;
	}
	bool is_more = known >= g_strv_length(signer->writer) && strange == 1;
	return known > 0 && (strange == 0 || is_more);
}

static bool is_initials(const QuoteSigner *signer, const char *text)
{
	size_t length = strlen(text);
	if (length < 2 || length > 3 || g_strv_length(signer->writer) < 2)
		return false;
	for (size_t i = 0; i < length; i++) {
		bool is_first = false;
		for (char **name = signer->writer; *name != NULL; name++)
			is_first |= (*name)[0] == g_ascii_tolower(text[i]);
		if (!is_first)
			return false;
	}
	return true;
}

/* Where a name on its own ends and something else begins on the same line. */
static size_t find_name_end(const char *text)
{
	size_t end = strcspn(text, "\t|,<#/(*:@0123456789");
	static const char *const breaks[] = {" - ", "  ", " \xe2\x80\x93 ",
					     " \xe2\x80\x94 "};
	for (size_t i = 0; i < G_N_ELEMENTS(breaks); i++) {
		const char *found = strstr(text, breaks[i]);
		if (found != NULL && (size_t)(found - text) < end &&
		    !g_ascii_isalpha(found[strlen(breaks[i])]))
			end = (size_t)(found - text);
	}
	return end;
}

/* What may stand below or beside a name. */
static bool is_name_rest(const QuoteLine *rest)
{
	g_autofree char *words = quote_line_words(rest);
	return *words == '\0' || quote_is_contact(rest) || quote_is_title(rest);
}

/* The writer's name, and perhaps a number or a title after it. */
bool quote_is_name_line(const QuoteSigner *signer, const QuoteLine *line)
{
	if (line->length > LINE_MAX_BYTES)
		return false;
	g_autofree char *text = g_strstrip(g_strndup(line->start, line->length));
	const char *start = text + strspn(text, "-~*_ ");
	while (g_str_has_prefix(start, "\xe2\x80\x93") ||
	       g_str_has_prefix(start, "\xe2\x80\x94"))
		start += 3;
	size_t end = find_name_end(start);
	g_autofree char *name = g_strstrip(g_strndup(start, end));
	QuoteLine rest = {.start = start + end, .length = strlen(start + end)};
	bool is_address = strchr(start, '@') != NULL && strchr(start, ' ') == NULL;
	bool is_signed = g_ascii_isupper(name[0]) && is_initials(signer, name) &&
			 quote_is_contact(&rest);
	bool is_named =
		!is_address && quote_is_writer(signer, name) && is_name_rest(&rest);
	return (is_signed || is_named) && !quote_is_vote(line);
}

/* Nothing but the writer's own names, each whole: beside them, and where they are cut
 * short, a word may be an order ("/owner Bob"). */
static bool is_whole_names(const QuoteSigner *signer, const char *text)
{
	g_auto(GStrv) words = quote_name_words(text);
	bool is_known = false;
	for (char **word = words; *word != NULL; word++) {
		bool is_whole =
			g_strv_contains((const char *const *)signer->writer, *word);
		if (!is_whole && g_utf8_strlen(*word, -1) > 1)
			return false;
		is_known |= is_whole;
	}
	return is_known;
}

/* The first name alone may be somebody else's, who is spoken to. */
bool quote_starts_with_name(const QuoteSigner *signer, const QuoteLine *line)
{
	g_autofree char *text = g_strstrip(g_strndup(line->start, line->length));
	size_t end = find_name_end(text);
	bool is_apart = text[end] == '\0' || strchr("\t |<", text[end]) != NULL;
	text[end] = '\0';
	bool is_full = strchr(text, ' ') != NULL || g_strv_length(signer->writer) < 2;
	return is_apart && is_full && is_whole_names(signer, text);
}

bool quote_starts_with_address(const QuoteSigner *signer, const QuoteLine *line)
{
	if (*signer->address == '\0' || memchr(line->start, '@', line->length) == NULL)
		return false;
	g_autofree char *folded = quote_line_fold(line, LINE_MAX_BYTES);
	char *found = folded != NULL ? strstr(folded, signer->address) : NULL;
	if (found == NULL)
		return false;
	const char *rest = found + strlen(signer->address);
	*found = '\0';
	g_strdelimit(folded, "<([:", ' ');
	g_strstrip(folded);
	return (*folded == '\0' || quote_is_contact_label(folded)) &&
	       (*rest == '\0' || strchr(" >)],|", *rest) != NULL);
}

/* "/Anna", "/AB", "/ Anna Berg", as people sign in the North; where the name is another,
 * one letter. What could be a vote is left to be read as one. */
static bool is_slashed(const QuoteSigner *signer, const QuoteLine *line)
{
	if (line->start[0] != '/' || line->length > LINE_MAX_BYTES || quote_is_vote(line))
		return false;
	g_autofree char *text = g_strstrip(g_strndup(line->start, line->length));
	const char *name = text + strspn(text, "/ ");
	bool is_letter =
		g_unichar_isupper(g_utf8_get_char(name)) && *text_next(name) == '\0';
	return (is_letter && name == text + 1) || is_whole_names(signer, name) ||
	       (g_ascii_isupper(*name) && is_initials(signer, name));
}

/* "Best regards", "Thanks and regards", "Thanks, Bob", "/Bob". */
Closing quote_closing(const QuoteSigner *signer, const QuoteLine *line)
{
	if (is_slashed(signer, line))
		return CLOSING_SIGNED;
	g_autofree char *words = quote_line_words(line);
	const char *at = words;
	for (;;) {
		const char *next = at;
		size_t joiner = at > words ? quote_match_start(at, joiners) : 0;
		if (joiner > 0)
			next += joiner + (at[joiner] == ' ');
		size_t length = quote_match_start(next, closings);
		if (length == 0)
			break;
		at = next + length + (next[length] == ' ');
	}
	if (at == words)
		return CLOSING_NONE;
	if (*at == '\0')
		return CLOSING_ALONE;
	const char *end = at + strcspn(at, "0123456789");
	g_autofree char *name = g_strchomp(g_strndup(at, (size_t)(end - at)));
	bool is_signed = quote_is_writer(signer, name) || is_initials(signer, name);
	return is_signed && (*end == '\0' || quote_is_contact_text(end)) ? CLOSING_SIGNED
									 : CLOSING_NONE;
}
