/* quote_wording.c: the words by which mail programs say who wrote, in every language.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_wording.h"

#include <string.h>

#include "mail/quote_line.h"

#define LEAD_MAX_BYTES 32

/* All tables are in folded form; see quote_line.h. */

static const char wrote_words[] =
	"|wrote|writes|schrieb|geschrieben|schreibt|écrit|écrivait|ecrit|escribió|"
	"escribio|escribía|escreveu|schreef|geschreven|skrev|kirjoitti|napisał|"
	"napisał(a)|napisała|napisal|napisał/a|pisze|napsal|napsal(a)|napsala|napísal|"
	"napísal(a)|napísala|пишет|писали|написал|написала|написал(а)|писал|писал(а)|"
	"пише|"
	"написав|написав(ла)|написа|напиша|yazdı|yazmış|írta|scris|έγραψε|έγραψεν|"
	"έγραψαν|viết|menulis|tulis|כתב|כתבה|כתב/ה|כתב(ה)|كتب|كتبت|كتب/ت|escrigué|"
	"escribiu|napisao|napisala|napisao/la|napisao(la)|написао|napisal(a)|kirjutas|"
	"rašė|parašė|rakstīja|skrifaði|ysgrifennodd|scríobh|shkroi|लिखा|لکھا|نوشت|"
	"sumulat|isinulat|aliandika|skryf|geskryf|kribis|skribis|εξήσ|scritto|escrito|"
	"escriure|escrit|følgende|idatzi|idatzi du|napísané|нависао|напісаў|napisało|"
	"napisali|написали|написало|katakan|menuliskan|говорит|сообщает|";

/* In scripts that write words without spaces. */
static const char wrote_endings[] =
	"|のメール|書きました|さんからのメール|写道|寫道|写到|작성|เขียน|เขียนว่า|"
	"작성했습니다|작성함|님이 씀|";

/* What stands first in an attribution, before its date. */
static const char leads[] =
	"|on|am|le|în|در|在|于|el|em|il|il giorno|in data|op|den|på|w dniu|dnia|dne|dňa|"
	"dana|la|pe|în data de|pada|pada tanggal|pada tarikh|vào|vào lúc|ngày|στισ|την|"
	"σ|on day|kl|em dia|el dia|el día|a las|ב|בתאריך|ביום|في|يوم|بتاريخ|в|на|у|u|"
	"kuupäeval|dátum|ekl|a|alle|vom|zo|dia|o dia|data|date|nel giorno|no dia|von|ar|"
	"tarihinde|tarihi|เมื่อ|ในวันที่|les|v|o|þann|þ|mnamo|noong|ob|mr|";

/* What only a mail program opens a line with. */
static const char openings[] =
	"|missatge de|quoting|zitat von|citando|citando a|citazione|"
	"quoting message from|citát|mensaje de|mensagem de|message from|сообщение от|"
	"nachricht von|wiadomość napisana przez|excerpts from|";

bool quote_ends_in_verb(const char *word)
{
	for (const char *entry = wrote_endings + 1; *entry;) {
		size_t length = (size_t)(strchrnul(entry, '|') - entry);
		size_t word_length = strlen(word);
		if (word_length >= length &&
		    memcmp(word + word_length - length, entry, length) == 0)
			return true;
		entry += length + 1;
	}
	if (quote_is_in(word, wrote_words))
		return true;
	/* "napisao/la", "scritto(a)": written for everybody. */
	g_autofree char *stem = g_strndup(word, strcspn(word, "/("));
	return *stem != '\0' && quote_is_in(stem, wrote_words);
}

bool quote_has_lead(const char *folded)
{
	return quote_match_start(folded, leads) > 0;
}

bool quote_starts_with_lead(const char *text)
{
	size_t length = 0;
	for (int words = 0; text[length] != '\0' && length < LEAD_MAX_BYTES; length++) {
		words += text[length] == ' ';
		if (words > 2)
			break;
	}
	QuoteLine head = {.start = text, .length = length};
	g_autofree char *folded = quote_line_fold(&head, LEAD_MAX_BYTES);
	return folded != NULL && quote_has_lead(folded);
}

bool quote_has_opening(const char *folded)
{
	return quote_match_start(folded, openings) > 0;
}
