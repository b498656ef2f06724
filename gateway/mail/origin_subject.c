/* origin_subject.c: the subjects of answers nobody wrote, in the languages of mail
 * programs.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/origin_subject.h"

#include <string.h>

#include "base/text.h"
#include "mail/thread.h"

/* How mail programs begin the subject of an answer nobody wrote. */
static const char *const automatic_subjects[] = {
	"automatic reply",
	"automatic response",
	"auto reply",
	"autoreply",
	"auto-reply",
	"auto:",
	"auto response",
	"autoresponse",
	"auto-response",
	"automated reply",
	"automated response",
	"out of office reply",
	"out of office response",
	"out of office autoreply",
	"out of office auto-reply",
	"out of office auto reply",
	"out of office automatic reply",
	"out-of-office reply",
	"automatische antwort",
	"automatische rückantwort",
	"réponse automatique",
	"reponse automatique",
	"réponse auto",
	"respuesta automática",
	"respuesta automatica",
	"resposta automática",
	"resposta automatica",
	"resposta automàtica",
	"risposta automatica",
	"autosvar",
	"automatiskt svar",
	"automatisk svar",
	"automaattinen vastaus",
	"automatisch antwoord",
	"automatische beantwoording",
	"automatická odpověď",
	"automatická odpoveď",
	"automatické odpovědi",
	"automatické odpovede",
	"automatický odgovor",
	"automatski odgovor",
	"avtomatski odgovor",
	"samodejni odgovor",
	"autoodpowiedź",
	"odpowiedź automatyczna",
	"automatyczna odpowiedź",
	"automatikus válasz",
	"răspuns automat",
	"raspuns automat",
	"otomatik yanıt",
	"otomatik cevap",
	"автоответ",
	"автоматический ответ",
	"автоматична відповідь",
	"автоматичен отговор",
	"аутоматски одговор",
	"автоматски одговор",
	"αυτόματη απάντηση",
	"automatinis atsakymas",
	"automātiska atbilde",
	"automātiskā atbilde",
	"automaatvastus",
	"automaatne vastus",
	"trả lời tự động",
	"thư trả lời tự động",
	"balasan otomatis",
	"jawapan automatik",
	"balasan automatik",
	"sjálfvirkt svar",
	"erantzun automatikoa",
	"תשובה אוטומטית",
	"מענה אוטומטי",
	"رد تلقائي",
	"پاسخ خودکار",
	"ตอบกลับอัตโนมัติ",
	"การตอบกลับอัตโนมัติ",
	"स्वचालित उत्तर",
	"स्वतः उत्तर",
	"自动答复",
	"自动回复",
	"自動回覆",
	"自動回復",
	"自動応答",
	"自動返信",
	"자동 회신",
	"자동 응답",
	"자동회신",
	"자동응답",
};

/* And how people begin that of their holiday note. */
static const char *const away_subjects[] = {
	"out of office",
	"out of the office",
	"out-of-office",
	"ooo:",
	"i am out of",
	"i'm out of",
	"i am away",
	"away from my mail",
	"away from the office",
	"on vacation",
	"vacation",
	"on leave",
	"on holiday",
	"abwesen",
	"ich bin nicht im büro",
	"nicht im büro",
	"außer haus",
	"ausser haus",
	"urlaub",
	"im urlaub",
	"absence",
	"absent",
	"message d'absence",
	"en dehors du bureau",
	"en congé",
	"en vacances",
	"fuera de la oficina",
	"fuera de oficina",
	"de vacaciones",
	"ausente",
	"ausencia",
	"fora do escritório",
	"ausência",
	"de férias",
	"fuori sede",
	"fuori ufficio",
	"assente",
	"assenza",
	"in ferie",
	"frånvaro",
	"på semester",
	"fravær",
	"ikke til stede",
	"ikke på kontoret",
	"ferie",
	"poissa",
	"lomalla",
	"afwezig",
	"niet aanwezig",
	"met vakantie",
	"mimo kancelář",
	"nepřítom",
	"neprítom",
	"poza biurem",
	"nieobecn",
	"urlop",
	"házon kívül",
	"távollét",
	"szabadságon",
	"în concediu",
	"nu sunt la birou",
	"ofis dışında",
	"izin",
	"отсутств",
	"нет на месте",
	"в отпуске",
	"відсутн",
	"у відпустці",
	"отсъств",
	"odsut",
	"na godišnjem",
	"odsot",
	"εκτός γραφείου",
	"απουσία",
	"vắng mặt",
	"tidak di kantor",
	"היעדרות",
	"הודעת היעדרות",
	"מחוץ למשרד",
	"خارج المكتب",
	"不在の",
	"不在通知",
	"外出",
	"休假",
	"不在办公室",
	"부재중",
	"부재 중",
};

/* Phrases folded once, for all mails, and found by their first byte. */
typedef struct {
	GPtrArray *by_first[256]; /* of char *; NULL where none begins so */
} Phrases;

static void fill(Phrases *phrases, const char *const *written, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *phrase = text_fold(written[i]);
		GPtrArray **some = &phrases->by_first[(unsigned char)*phrase];
		if (*some == NULL)
			*some = g_ptr_array_new();
		g_ptr_array_add(*some, phrase);
	}
}

static bool starts_with_any(const char *text, const Phrases *phrases)
{
	const GPtrArray *some = phrases->by_first[(unsigned char)*text];
	for (guint i = 0; some != NULL && i < some->len; i++)
		if (g_str_has_prefix(text, g_ptr_array_index(some, i)))
			return true;
	return false;
}

/* What a program puts behind its words sets off the subject of the mail it answers; the
 * title that a person writes goes on. */
static bool ends_there(const char *phrase, const char *behind)
{
	static const char *const ends[] = {":", "\uff1a", "(", "[", ")", "]", "!", "."};
	if (g_str_has_suffix(phrase, ":"))
		return true;
	const char *next = behind + strspn(behind, " ");
	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
		if (g_str_has_prefix(next, ends[i]))
			return true;
	return *next == '\0' || (next > behind && (g_str_has_prefix(next, "-") ||
						   g_str_has_prefix(next, "\u2013")));
}

static bool is_any(const char *text, const Phrases *phrases)
{
	const GPtrArray *some = phrases->by_first[(unsigned char)*text];
	for (guint i = 0; some != NULL && i < some->len; i++) {
		const char *phrase = g_ptr_array_index(some, i);
		if (g_str_has_prefix(text, phrase) &&
		    ends_there(phrase, text + strlen(phrase)))
			return true;
	}
	return false;
}

static bool is_bracketed_at_end(const char *subject)
{
	size_t length = strlen(subject);
	return length > 0 && strchr(")]", subject[length - 1]) != NULL;
}

/* "Your order (Automatic response)", unless somebody answers that. */
static bool ends_with_any(const Message *message, const char *subject,
			  const Phrases *phrases)
{
	const char *open = strrchr(subject, '(');
	if (open == NULL)
		open = strrchr(subject, '[');
	if (open == NULL || !is_bracketed_at_end(subject) || !is_any(open + 1, phrases))
		return false;
	bool is_reply = false, is_forward = false;
	g_autofree char *title =
		thread_strip_prefixes(message->subject, NULL, &is_reply, &is_forward);
	return !is_reply && !is_forward;
}

static const char *without_opening(const char *subject)
{
	return subject + strspn(subject, " [(*\"");
}

/* Folding is dear, and most subjects begin like none of them: two letters tell nearly
 * always. Those beyond ASCII have to be folded first. */
static bool may_be_one_of(const char *start, const Phrases *phrases)
{
	unsigned char first = (unsigned char)g_ascii_tolower(start[0]);
	char second = first != '\0' ? g_ascii_tolower(start[1]) : '\0';
	const GPtrArray *some = phrases->by_first[first];
	for (guint i = 0; some != NULL && i < some->len; i++) {
		char wanted = ((const char *)g_ptr_array_index(some, i))[1];
		if (wanted == second || ((wanted | second) & 0x80) != 0)
			return true;
	}
	return first >= 0x80;
}

static bool may_begin_so(const char *subject, const Phrases *a, const Phrases *b)
{
	const char *start = without_opening(subject);
	if (g_ascii_strncasecmp(start, "re:", 3) == 0)
		return false;
	return may_be_one_of(start, a) || may_be_one_of(start, b);
}

OriginSubject origin_subject(const Message *message, const GPtrArray *noise)
{
	static Phrases automatic, away;
	static gsize is_done;
	if (g_once_init_enter(&is_done)) {
		fill(&automatic, automatic_subjects, G_N_ELEMENTS(automatic_subjects));
		fill(&away, away_subjects, G_N_ELEMENTS(away_subjects));
		g_once_init_leave(&is_done, 1);
	}
	const char *written = thread_skip_noise(message->subject, noise);
	if (!may_begin_so(written, &automatic, &away) && !is_bracketed_at_end(written))
		return SUBJECT_OTHER;
	g_autofree char *subject = text_fold(written);
	const char *start = without_opening(subject);
	if (is_any(start, &automatic) || ends_with_any(message, subject, &automatic))
		return SUBJECT_AUTOMATIC;
	if (starts_with_any(start, &automatic))
		return SUBJECT_LIKE_AUTOMATIC;
	return starts_with_any(start, &away) ? SUBJECT_AWAY : SUBJECT_OTHER;
}
