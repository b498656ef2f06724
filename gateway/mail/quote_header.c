/* quote_header.c: the header block a program puts above what it quotes.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_header.h"

#include <string.h>

#include "base/text.h"
#include "mail/quote_claim.h"

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
	"šalje|expeditorul|від "
	"кого|送信元|отправитель|nadawca|saatja|nuo|no|kellelt|จาก|од|nork|"
	"frá|از|فرستنده|प्रेषक|daripada|nga|გამგზავნი|kutoka|";

static const char date_keys[] =
	"|date|datum|message du|fecha|data|dato|päivämäärä|päiväys|dátum|дата|tarih|"
	"dată|ημερομηνία|日時|日付|日期|날짜|ngày|tanggal|תאריך|التاريخ|kuupäev|datums|"
	"วันที่|"
	"датум|dagsetning|تاریخ|दिनांक|tarikh|თარიღი|tarehe|";

/* Only programs say so of a date. */
static const char sent_keys[] =
	"|sent|gesendet|gesendet am|envoyé|envoyé le|enviado|enviado el|enviado em|"
	"enviada|enviada em|inviato|data invio|enviat|enviat el|verzonden|skickat|"
	"sendt|lähetetty|wysłano|wysłane|odesláno|odoslané|отправлено|надіслано|"
	"изпратено|gönderme tarihi|gönderildi|elküldve|küldve|trimis|στάλθηκε|απεστάλη|"
	"poslano|送信日時|送信日|发送时间|寄件日期|傳送時間|보낸 날짜|보낸날짜|đã "
	"gửi|terkirim|dikirim|נשלח|"
	"تاريخ الإرسال|"
	"відправлено|gönderilen|išsiųsta|nosūtīts|saadetud|saatmisaeg|ส่ง|ส่งเมื่อ|послато|"
	"poslato|испратено|bidaltze-data|bidalia|ارسال شده|ارسالشده|भेजा गया|dihantar|"
	"dërguar|გაგზავნილია|imetumwa|تم الإرسال|보낸 시간|";

static const char to_keys[] =
	"|to|an|à|a|para|per|aan|till|til|vastaanottaja|do|komu|pro|za|prima|кому|до|"
	"kime|alıcı|címzett|către|la|προσ|宛先|收件人|收件者|받는 사람|받는사람|đến|tới|"
	"kepada|ke|אל|إلى|"
	"destinatarul|送信先|adresat|pour|pre|kam|kellele|adressaat|ถึง|per a|nori|به|"
	"प्रति|për|მიმღები|kwa|";

static const char subject_keys[] =
	"|subject|betreff|objet|sujet|asunto|assunto|assumpte|oggetto|onderwerp|ämne|"
	"emne|aihe|otsikko|temat|předmět|predmet|тема|относно|konu|tárgy|subiect|θέμα|"
	"件名|主题|主旨|主題|제목|chủ đề|chủ đề thư|perihal|subjek|נושא|הנדון|الموضوع|"
	"subiectul|naslov|zadeva|tēma|teema|เรื่อง|предмет|наслов|gaia|efni|موضوع|विषय|"
	"subjekti|"
	"თემა|mada|";

static const char other_keys[] =
	"|cc|bcc|reply-to|reply to|copie à|kopie|kopia|kopi|kopio|копия|копія|"
	"másolatot "
	"kap|másolat|kópia|dw|bilgi|抄送|副本|참조|cópia|importance|attachments|";

/* What stations on the way write, and no program above what it quotes. */
static const char transport_keys[] =
	"|message-id|received|return-path|references|in-reply-to|dkim-signature|"
	"resent-from|resent-to|resent-date|resent-message-id|resent-sender|delivered-to|"
	"authentication-results|arc-seal|arc-message-signature|received-spf|";

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

/* "| From | Bob Smith<bob@x> |", as some programs write a header. */
static bool is_row(const QuoteLine *line)
{
	return line->length > 2 && line->start[0] == '|' &&
	       memchr(line->start + 1, '|', line->length - 1) != NULL;
}

/* Where a row has its key, to its end; else the line to its colon. Without a start if
 * there is no key. */
static QuoteLine find_key(const QuoteLine *line)
{
	QuoteLine head = {0};
	if (line->is_blank)
		return head;
	bool has_bars = is_row(line);
	const char *start = line->start + has_bars;
	const char *end =
		has_bars ? memchr(start, '|', line->length - 1) : find_colon(line);
	if (end != NULL)
		head = (QuoteLine){.start = start, .length = (size_t)(end - start)};
	return head;
}

/* Chinese programs set keys to one width: a key of single characters is one word. */
static void join_spaced(char *key)
{
	size_t length = 0;
	for (const char *at = key; *at != '\0';) {
		const char *next = text_next(at);
		if ((unsigned char)*at < 0x80 || (*next != ' ' && *next != '\0'))
			return;
		length += (size_t)(next - at);
		at = next + (*next == ' ');
	}
	for (char *from = key, *to = key; to < key + length; from++)
		if (*from != ' ')
			*to++ = *from;
	key[length] = '\0';
}

/* Folded, without what makes it bold; NULL if the line has no key. */
static char *read_key(const QuoteLine *line)
{
	QuoteLine head = find_key(line);
	if (head.start == NULL)
		return NULL;
	g_autofree char *folded = quote_line_fold(&head, HEADER_KEY_MAX_BYTES);
	if (folded == NULL)
		return NULL;
	int dashes = 0;
	char *key = quote_strip_dashes(folded, &dashes);
	join_spaced(key);
	return key;
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

size_t quote_match_from_key(const char *folded)
{
	return quote_match_start(folded, from_keys);
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
 * address, or when exactly it was sent, tells a mail's header from that, and both a
 * table's rows. Long values wrap over a line or two. */
size_t quote_measure_header(const QuoteLine *lines, size_t count, size_t start)
{
	int kinds = 0;
	int misses = 0, bare = 0, rows = 0;
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
		rows += kind != 0 && is_row(&lines[i]);
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
			 (bare == 0 || count_kinds(kinds) == 4) &&
			 (rows == 0 || (has_address && has_moment));
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
