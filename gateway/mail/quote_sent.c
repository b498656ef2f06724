/* quote_sent.c: "Sent from my iPhone" and what mailing lists add.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_sent.h"

#include <string.h>

#define SENT_FROM_MIN_BYTES 8
#define SENT_FROM_MAX_BYTES 300
#define LINE_MAX_BYTES	    400
#define EXCUSE_WORDS	    12
#define WIRELESS_WORDS	    14
#define DEVICE_PARTS	    3
#define PROGRAM_WORDS	    7

/* All tables are in folded form; see quote_line.h. */

static const char sent_from[] =
	"|sent from my|sent from|sent wirelessly|sent via|sent using|sent with|sent on "
	"the go|"
	"get outlook for|sent by|written on my|typed on my|von meinem|gesendet von|"
	"gesendet mit|gesendet mit der|von unterwegs gesendet|diese nachricht wurde von|"
	"versendet mit|verschickt von|holen sie sich outlook für|envoyé de mon|"
	"envoyé depuis|envoyé depuis mon|envoyé à partir de|envoyé à partir|envoyé avec|"
	"envoyé sans fil|"
	"télécharger outlook pour|obtenez outlook pour|enviado desde|enviado desde mi|"
	"obtener outlook para|enviado con|enviado do|enviado a partir de|enviado do meu|"
	"enviado via|enviado de|obter o outlook para|enviado pelo|inviato da|"
	"inviato dal|inviato dal mio|inviato con|ottieni outlook per|"
	"scarica outlook per|verzonden vanaf|verstuurd vanaf|verzonden met|"
	"verstuurd met|verstuurd via|download outlook voor|outlook voor|skickat från|"
	"skickat från min|hämta outlook för|sendt fra|sendt fra min|hent outlook til|"
	"sendt med|lähetetty|lähetetty laitteesta|hanki outlook|wysłane z|wysłano z|"
	"pobierz aplikację outlook dla|odesláno z|odoslané z|získat outlook pro|"
	"poslano iz|poslano s|poslano z|отправлено с|отправлено из|"
	"отправлено из мобильной|скачать outlook для|надіслано з|відправлено з|"
	"изпратено от|gönderildi|gönderilen|üzenet küldve|elküldve|trimis de pe|"
	"trimis din|στάλθηκε από|εστάλη από|iphoneから送信|ipadから送信|发自我的|发自|"
	"發自我的|從我的|從|取得 outlook|获取 outlook|나의|내|đã gửi từ|được gửi từ|"
	"gửi từ|dikirim dari|terkirim dari|נשלח מ|נשלח מה|נשלח מהiphone|أرسلت من|"
	"أُرسلت من|تم الإرسال من|enviat des de|enviat des del|bidalia|saadetud|siųsta iš|"
	"sūtīts no|iphone'umdan gönderildi|iphone’umdan gönderildi|ipad'imden gönderildi|"
	"ipad’imden gönderildi|"
	"az iphone-omról küldve|az ipademről küldve|poslato sa|poslato s|poslato iz|"
	"由我的|从我的|get bluemail for|";

/* What only a device or a program is called, and what other things are too. */
static const char brands[] =
	"|iphone|ipad|ipod|ios|android|outlook|blackberry|samsung|galaxy|huawei|nokia|"
	"lumia|xperia|sony|motorola|pixel|wiko|htc|oneplus|xiaomi|redmi|oppo|honor|"
	"gmail|yahoo|protonmail|proton|thunderbird|typeapp|bluemail|spark|airmail|"
	"mailspring|k-9|k9|fairemail|aqua|windows|gmx|web.de|t-online|telekom|freenet|"
	"hotmail|aol|zoho|mail.ru|iphone'a|iphone-a|iphone’a|iphonea|mac|macbook|surface|"
	"tutanota|posteo|nexus|lg|treo|palm|verizon|at&t|t-mobile|sprint|vodafone|"
	"orange|mutt|iphonesta|ipadista|iphonu|ipadu|superhuman|shortwave|galaxyst|";
static const char generic_devices[] =
	"|phone|mobile|handy|mobil|mobiltelefon|mobiltelefonom|téléphone|portable|"
	"tablet|tablette|tableta|teléfono|móvil|movil|celular|telemóvel|cellulare|"
	"telefon|telefona|telefonu|telefonen|puhelimesta|puhelimestani|handheld|"
	"wireless|mail|телефона|планшета|мобильной|device|laptop|tel|desktop|手机|手機|"
	"邮箱|mobilgerät|cell|cellphone|smartphonem|smartphone|";

/* Of a device: the writer's own. */
static const char own_words[] = "| my | a | mon | ma | mi | meu | mio | mijn | min | "
				"mitt | mein| minha | moj| mé|"
				" môj| мо| benim | saya | μου | tôi |";

/* Starts that also tell how something was sent to somebody. */
static const char ways[] =
	"|sent by|sent via|sent with|sent using|gesendet von|gesendet mit|versendet mit|"
	"verschickt von|envoyé avec|enviado con|enviado via|enviado de|inviato con|"
	"verzonden met|verstuurd met|verstuurd via|sendt med|";

/* Where the verb stands last, it is there or it is another sentence. */
static const char verb_last[] = "|von mein|내|나의|從|从|由我的|";
static const char last_verbs[] =
	"|gesendet|geschickt|verschickt|geschrieben|보냄|보낸|傳送|發送|发送|寄出|";

/* With these such a line ends, if not with a device or a name. */
static const char last_words[] = "|app|email|e-mail|client|downloaden|ophalen|gesendet|"
				 "geschickt|verschickt|gönderildi|送信|küldve|";

/* The whole of a line that names no device. */
static const char sent_alone[] =
	"|von unterwegs gesendet|unterwegs gesendet|mobil gesendet|"
	"sent on the go|sent on the move|envoyé en déplacement|onderweg verzonden|"
	"yahoo mail: search, organize, conquer|ส่งจาก iphone ของฉัน|"
	"ส่งจาก ipad ของฉัน|مُرسل من الـ iphone|مُرسل من الـ ipad|"
	"ارسال شده از iphone من|मेरे iphone से भेजा गया|मेरे ipad से भेजा गया|";

static const char excuse_starts[] =
	"|please excuse|please forgive|please pardon|please ignore|excuse |forgive |"
	"pardon |sorry for|sorry about|apologies for|bitte entschuldige|entschuldige|"
	"bitte verzeih|désolé pour|veuillez excuser|merci d'excuser|disculpa|"
	"perdón por|";

static const char list_words[] =
	"|mailing list|mailing-list|unsubscribe|subscribed|subscribe|listinfo|mailman|"
	"reply to this email directly|view it on github|manage your subscription|"
	"list archives|list archive|abmelden|mailingliste|désabonner|liste de diffusion|"
	"se désinscrire|cancelar la suscripción|darse de baja|lista de correo|"
	"cancelar inscrição|disiscriv|afmelden|mailinglijst|avregistrera|avmeld|afmeld|"
	"e-postlista|wypisać|lista dyskusyjna|odhlásit|отписаться|рассылк|"
	"leave this group|groups.google.com|for additional commands|to stop receiving|"
	"google groups|";

/* As a word: "iphone" is not in "iphones". */
static bool contains_word(const char *text, const char *table)
{
	size_t text_length = strlen(text);
	for (const char *entry = table + 1; *entry;) {
		size_t length = (size_t)(strchrnul(entry, '|') - entry);
		const char *found = memmem(text, text_length, entry, length);
		if (found != NULL && (found == text || !g_ascii_isalpha(found[-1])) &&
		    !g_ascii_isalpha(found[length]))
			return true;
		entry += length + 1;
	}
	return false;
}

static int count_words(const char *text)
{
	int count = 0;
	for (const char *at = text; *at; at++)
		count += *at != ' ' && (at == text || at[-1] == ' ');
	return count;
}

/* The first letters of all entries, by the first two bytes, which need no folding: prose
 * is told from them at once. */
static const bool *sent_from_starts(void)
{
	static bool starts[256 * 256];
	static gsize is_done;
	if (g_once_init_enter(&is_done)) {
		for (const char *entry = sent_from + 1; *entry != '\0';
		     entry = strchrnul(entry, '|') + 1)
			starts[(unsigned char)entry[0] * 256 + (unsigned char)entry[1]] =
				true;
		g_once_init_leave(&is_done, 1);
	}
	return starts;
}

/* Generous: a line that begins beyond ASCII may always be one. */
static bool may_be_sent_from(const QuoteLine *line)
{
	size_t i = 0;
	while (i < line->length && g_ascii_isspace(line->start[i]))
		i++;
	if (i + 1 >= line->length)
		return false;
	unsigned char first = (unsigned char)g_ascii_tolower(line->start[i]);
	unsigned char second = (unsigned char)g_ascii_tolower(line->start[i + 1]);
	return first >= 0x80 || second >= 0x80 ||
	       sent_from_starts()[first * 256 + second];
}

static bool has_device(const char *folded)
{
	return contains_word(folded, brands) || contains_word(folded, generic_devices);
}

/* Where "<https://x>" or "( https://x )" begins; `length` if nothing does. */
static size_t find_link(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		size_t start = i + 1;
		while (start < length && text[start] == ' ')
			start++;
		bool is_web = length - start >= 4 &&
			      g_ascii_strncasecmp(text + start, "http", 4) == 0;
		if (text[i] == '<' || (text[i] == '(' && is_web))
			return i;
	}
	return length;
}

/* "Sent via mail on monday" does not. */
static bool ends_in_device(const QuoteLine *line)
{
	QuoteLine head = *line;
	head.length = find_link(head.start, head.length);
	while (head.length > 0 && strchr(" .!)\r\t", head.start[head.length - 1]) != NULL)
		head.length--;
	size_t start = head.length;
	while (start > 0 && head.start[start - 1] != ' ')
		start--;
	QuoteLine last = {.start = head.start + start, .length = head.length - start};
	g_autofree char *word = quote_line_fold(&last, SENT_FROM_MAX_BYTES);
	if (word == NULL || *word == '\0')
		return false;
	gunichar first = g_utf8_get_char_validated(last.start, (gssize)last.length);
	bool is_lower = (int)first < 0 || g_unichar_islower(first);
	return !is_lower || has_device(word) || quote_starts_with(word, brands) ||
	       quote_is_in(word, last_words);
}

/* "Sent by mail yesterday" names neither a program nor the writer's own device; "Sent via
 * mobile" says nothing else. */
static bool names_device(const QuoteLine *line, const char *folded)
{
	bool has_brand = contains_word(folded, brands);
	g_autofree char *apart = g_strconcat(" ", folded, " ", NULL);
	bool is_own = quote_contains(apart, own_words);
	if (!has_device(folded) ||
	    (quote_starts_with(folded, verb_last) && !quote_contains(folded, last_verbs)))
		return false;
	if (!has_brand && !is_own && quote_starts_with(folded, ways))
		return count_words(folded) == 3 && !contains_word(folded, "|mail|") &&
		       ends_in_device(line);
	return (has_brand && is_own) || ends_in_device(line);
}

/* "<what is said in some language> Outlook <for> iOS<https://aka.ms/...>": what a program
 * says of itself it links so. */
static bool links_program(const QuoteLine *line)
{
	static const char windows_mail[] =
		"<https://go.microsoft.com/fwlink/?LinkId=550986>";
	static const char outlook[] = "<https://aka.ms/";
	static const char systems[] = "|ios|android|mac|windows|";
	const char *link = memchr(line->start, '<', line->length);
	if (link == NULL)
		return false;
	size_t length = line->length - (size_t)(link - line->start);
	if (memmem(link, length, windows_mail, strlen(windows_mail)) != NULL)
		return true;
	if (length < sizeof outlook || memcmp(link, outlook, strlen(outlook)) != 0 ||
	    memchr(link, ' ', length) != NULL)
		return false;
	QuoteLine head = {.start = line->start, .length = line->length - length};
	g_autofree char *folded = quote_line_fold(&head, SENT_FROM_MAX_BYTES);
	return contains_word(folded, "|outlook|") && contains_word(folded, systems) &&
	       count_words(folded) <= PROGRAM_WORDS && strpbrk(folded, ".,:;?!") == NULL;
}

bool quote_is_sent_from(const QuoteLine *line)
{
	if (line->length < SENT_FROM_MIN_BYTES || line->length > SENT_FROM_MAX_BYTES)
		return false;
	if (links_program(line))
		return true;
	if (!may_be_sent_from(line))
		return false;
	g_autofree char *folded = quote_line_fold(line, SENT_FROM_MAX_BYTES);
	if (!quote_starts_with(folded, sent_from))
		return false;
	folded[find_link(folded, strlen(folded))] = '\0';
	g_strchomp(folded);
	if (!names_device(line, folded))
		return false;
	static const char excuses[] = "|k-9|brevity|typo|kürze|kurze|brièveté|";
	if (quote_contains(folded, excuses))
		return count_words(folded) <= 20 && strpbrk(folded, "?+") == NULL;
	bool is_sentence = g_str_has_suffix(folded, ".");
	return strpbrk(folded, ",?!+") == NULL &&
	       count_words(folded) <= (is_sentence ? 7 : 9);
}

/* "Sent from a magnificent torch of pixels": people joke with that line. */
static bool is_joke(const char *folded)
{
	return g_str_has_prefix(folded, "sent from ") &&
	       strpbrk(folded, ".,?!:+") == NULL && count_words(folded) <= 8;
}

/* "(sent from a phone)", "<<sent by galaxy>>", "Sent from my phone!": without the marks.
 */
static char *strip_marks(char *text)
{
	static const char *const pairs[] = {"(", ")", "<<", ">>", "<", ">", "[", "]"};
	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i += 2) {
		size_t length = strlen(text), mark = strlen(pairs[i]);
		if (length > 2 * mark && g_str_has_prefix(text, pairs[i]) &&
		    g_str_has_suffix(text, pairs[i + 1])) {
			text[length - mark] = '\0';
			text += mark;
			break;
		}
	}
	for (size_t end = strlen(text); end > 0 && strchr("!. ", text[end - 1]); end--)
		text[end - 1] = '\0';
	return text + strspn(text, " ");
}

/* Cuts off ", please excuse any typos"; false if nothing of the kind stands there. */
static bool cut_excuse(char *text)
{
	for (char *at = strpbrk(text, ",.;"); at != NULL; at = strpbrk(at + 1, ",.;")) {
		const char *rest = at + 1 + strspn(at + 1, " ");
		if (!quote_starts_with(rest, excuse_starts))
			continue;
		if (strpbrk(rest, "?+:") == NULL && count_words(rest) <= EXCUSE_WORDS)
			*at = '\0';
		return *at == '\0';
	}
	return false;
}

static bool is_device(const char *word)
{
	return quote_is_in(word, brands) || quote_is_in(word, generic_devices);
}

/* "My Verizon, Samsung Galaxy smartphone": a device on both sides of each comma. */
static bool has_device_parts(const char *text)
{
	g_auto(GStrv) parts = g_strsplit(text, ",", DEVICE_PARTS + 1);
	for (char **part = parts; *part != NULL; part++)
		if (!has_device(*part))
			return false;
	return g_strv_length(parts) <= DEVICE_PARTS;
}

/* "From my iPhone 6": with another word it would be a sentence. */
static bool is_from_my(const char *folded)
{
	static const char start[] = "from my ";
	if (!g_str_has_prefix(folded, start))
		return false;
	g_auto(GStrv) words = g_strsplit(folded + strlen(start), " ", -1);
	for (char **word = words; *word != NULL; word++)
		if (!is_device(*word) && !g_ascii_isdigit(**word))
			return false;
	return words[0] != NULL && is_device(words[0]);
}

/* It stands apart, below something written: else it is the rest of a sentence, or an
 * answer. */
static bool stands_apart(const QuoteLine *lines, size_t line)
{
	if (!lines[line - 1].is_blank)
		return false;
	while (line > 0 && lines[line - 1].is_blank)
		line--;
	return line > 0 && lines[line - 1].part != PART_QUOTED;
}

bool quote_is_sent_from_last(const QuoteLine *lines, size_t line)
{
	g_autofree char *folded = quote_line_fold(&lines[line], SENT_FROM_MAX_BYTES);
	if (folded == NULL || line == 0)
		return false;
	if (lines[line - 1].is_blank && is_joke(folded))
		return true;
	char *text = strip_marks(folded);
	if (quote_is_in(text, sent_alone) || is_from_my(text))
		return stands_apart(lines, line);
	if (!quote_starts_with(text, sent_from))
		return false;
	bool is_sure = cut_excuse(text) || text != folded;
	/* These name the network too. */
	static const char wireless[] = "|sent wirelessly|envoyé sans fil|";
	bool is_wireless = quote_starts_with(text, wireless);
	if (!is_sure && !is_wireless && !names_device(&lines[line], text))
		return false;
	return strpbrk(text, "?!:;+") == NULL &&
	       count_words(text) <= (is_wireless ? WIRELESS_WORDS : 9) &&
	       has_device_parts(text);
}

bool quote_is_list_line(const QuoteLine *line)
{
	g_autofree char *folded = quote_line_fold(line, LINE_MAX_BYTES);
	return folded != NULL && quote_contains(folded, list_words);
}
