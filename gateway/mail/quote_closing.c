/* quote_closing.c: the formulas that close a mail, in every language.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_closing.h"

#include <string.h>

#include "base/text.h"
#include "mail/quote_contact.h"
#include "mail/quote_vote.h"

/* All tables are in folded form; see quote_line.h. */

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

/* "/Anna", "/AB", "/ Anna Berg", as people sign in the North; where the name is another,
 * one letter. What could be a vote is left to be read as one. */
static bool is_slashed(const QuoteSigner *signer, const QuoteLine *line)
{
	if (line->start[0] != '/' || line->length > QUOTE_LINE_SHORT_BYTES ||
	    quote_is_vote(line))
		return false;
	g_autofree char *text = g_strstrip(g_strndup(line->start, line->length));
	const char *name = text + strspn(text, "/ ");
	bool is_letter =
		g_unichar_isupper(g_utf8_get_char(name)) && *text_next(name) == '\0';
	return (is_letter && name == text + 1) || quote_is_whole_names(signer, name) ||
	       (g_ascii_isupper(*name) && quote_is_initials(signer, name));
}

/* Where the formulas end, of which one may be joined to another; `words` if there is
 * none.
 */
static const char *skip_formulas(const char *words)
{
	const char *at = words;
	for (;;) {
		const char *next = at;
		size_t joiner = at > words ? quote_match_start(at, joiners) : 0;
		if (joiner > 0)
			next += joiner + (at[joiner] == ' ');
		size_t length = quote_match_start(next, closings);
		if (length == 0)
			return at;
		at = next + length + (next[length] == ' ');
	}
}

Closing quote_closing(const QuoteSigner *signer, const QuoteLine *line)
{
	if (is_slashed(signer, line))
		return CLOSING_SIGNED;
	g_autofree char *words = quote_line_words(line);
	const char *at = skip_formulas(words);
	if (at == words)
		return CLOSING_NONE;
	if (*at == '\0')
		return CLOSING_ALONE;
	const char *end = at + strcspn(at, "0123456789");
	g_autofree char *name = g_strchomp(g_strndup(at, (size_t)(end - at)));
	bool is_signed = quote_is_writer(signer, name) || quote_is_initials(signer, name);
	return is_signed && (*end == '\0' || quote_is_contact_text(end)) ? CLOSING_SIGNED
									 : CLOSING_NONE;
}
