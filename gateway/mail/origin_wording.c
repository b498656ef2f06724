/* origin_wording.c: sentences of answers nobody wrote, in the languages of mail.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/origin_wording.h"

#include <string.h>

#include "base/text.h"

#define CITED_MAX_BYTES 300

static const char *const automatic_sentences[] = {
	/* English */
	"this is an automated response", "this is an automated reply",
	"this is an automated answer", "this is an automatic response",
	"this is an automatic reply", "this is an automatic answer",
	"this is an automatic message", "this is an automated message",
	"this is an automated email", "this is an automated e-mail",
	"this is an automatically generated", "this is an auto-generated",
	"this is an auto reply", "this is an auto-reply", "this is an autoreply",
	"this is an auto response", "this is an auto-response",
	"this is the only notification you will receive",
	/* German */
	"dies ist eine automatische antwort", "dies ist eine automatische abwesenheit",
	"dies ist eine automatische nachricht", "dies ist eine automatische e-mail",
	"dies ist eine automatisch ", "das ist eine automatische antwort",
	"diese nachricht wurde automatisch", "diese e-mail wurde automatisch",
	"diese antwort wurde automatisch", "ihre nachricht wird nicht weitergeleitet",
	"ihre nachricht wird nicht automatisch weitergeleitet",
	"ihre e-mail wird nicht weitergeleitet",
	"ihre e-mail wird nicht automatisch weitergeleitet",
	"ihre e-mails werden nicht weitergeleitet", "ihre mail wird nicht weitergeleitet",
	/* French */
	"ceci est une réponse automatique", "ceci est un message automatique",
	"ceci est un courriel automatique", "ceci est un e-mail automatique",
	"il s'agit d'une réponse automatique", "il s'agit d'un message automatique",
	"ce message est une réponse automatique", "cette réponse est automatique",
	"vous ne recevrez pas d'autre notification",
	"la seule notification que vous recevrez",
	/* Spanish and Portuguese */
	"esta es una respuesta automática", "esto es una respuesta automática",
	"este es un mensaje automático", "este mensaje es una respuesta automática",
	"esta é uma resposta automática", "esta é uma mensagem automática",
	/* Italian */
	"questa è una risposta automatica", "questo è un messaggio automatico",
	"questo messaggio è una risposta automatica",
	/* Dutch and the North */
	"dit is een automatisch antwoord", "dit is een automatisch bericht",
	"dit is een automatisch gegenereerd", "detta är ett automatiskt svar",
	"det här är ett automatiskt svar", "detta är ett automatiskt meddelande",
	"dette er et automatisk svar", "dette er en automatisk besked",
	"dette er en automatisk melding", "tämä on automaattinen vastaus",
	/* Polish and its neighbours */
	"to jest automatyczna odpowiedź", "to jest odpowiedź automatyczna",
	"to jest wiadomość automatyczna", "toto je automatická odpověď",
	/* others */
	"questa e' una risposta automatica", "diese mail wurde automatisch",
	"toto je automatická zpráva", "toto je automatická odpoveď",
	"toto je automatická správa", "ez egy automatikus válasz",
	"ez egy automatikus üzenet", "acesta este un răspuns automat",
	"acesta este un mesaj automat", "aquesta és una resposta automàtica",
	"aquest és un missatge automàtic", "hau erantzun automatikoa da",
	"þetta er sjálfvirkt svar", "tämä on automaattinen viesti",
	"see on automaatvastus", "see on automaatne vastus", "šī ir automātiska atbilde",
	"tai automatinis atsakymas", "tai yra automatinis atsakymas",
	"ovo je automatski odgovor", "ovo je automatska poruka",
	"to je samodejni odgovor", "to je avtomatski odgovor",
	"αυτή είναι μια αυτόματη απάντηση", "αυτή είναι αυτόματη απάντηση",
	"αυτό είναι ένα αυτόματο μήνυμα", "bu otomatik bir yanıt",
	"bu bir otomatik yanıt", "bu otomatik bir mesaj", "это автоматический ответ",
	"это автоматическое сообщение", "это автоматическое уведомление",
	"это письмо отправлено автоматически", "данное письмо отправлено автоматически",
	"данное сообщение отправлено автоматически", "це автоматична відповідь",
	"це автоматичне повідомлення", "това е автоматичен отговор",
	"това е автоматично съобщение", "ово је аутоматски одговор",
	"ова е автоматски одговор", "זוהי תשובה אוטומטית", "זו תשובה אוטומטית",
	"זוהי הודעה אוטומטית", "הודעה זו נשלחה אוטומטית", "هذا رد تلقائي",
	"هذه رسالة تلقائية", "این یک پاسخ خودکار", "đây là thư trả lời tự động",
	"đây là email trả lời tự động", "đây là tin nhắn tự động",
	"ini adalah balasan otomatis", "ini adalah pesan otomatis",
	"ini adalah balasan automatik", "นี่คือข้อความตอบกลับอัตโนมัติ", "นี่เป็นข้อความตอบกลับอัตโนมัติ",
	"यह एक स्वचालित उत्तर", "यह एक स्वचालित संदेश", "这是一封自动回复", "这是自动回复",
	"这是系统自动回复", "这是来自qq邮箱的假期自动回复", "此邮件为自动回复",
	"本邮件为自动回复", "此邮件由系统自动", "本邮件由系统自动", "這是一封自動回覆",
	"這是自動回覆", "此郵件為自動回覆", "此郵件由系統自動", "本郵件由系統自動",
	"このメールは自動", "本メールは自動", "このメールはシステム",
	"本メールはシステム", "これは自動返信", "これは自動応答", "이 메일은 자동",
	"본 메일은 자동", "이 메시지는 자동"};

static const char *const away_sentences[] = {
	/* English */
	"i am out of the office until", "i am out of the office from",
	"i am currently out of the office", "i am out of office until",
	"i am out of office from", "i will be out of the office until",
	"i will be out of the office from", "i'm out of the office until",
	"i'm out of the office from", "i'm currently out of the office",
	"i am on annual leave", "i am currently on leave", "i am away until",
	"i am away from the office",
	/* German */
	"ich bin zurzeit nicht im büro", "ich bin zur zeit nicht im büro",
	"ich bin derzeit nicht im büro", "ich bin momentan nicht im büro",
	"ich bin aktuell nicht im büro", "ich bin nicht im büro", "ich bin im urlaub",
	"ich bin derzeit im urlaub", "bin ich nicht im büro", "bin ich nicht im haus",
	/* French */
	"je suis absent du bureau", "je suis absente du bureau",
	"je suis actuellement absent", "je suis en congé", "je suis absent jusqu",
	"je suis absente jusqu", "je serai absent", "je suis actuellement en congé",
	/* Spanish and Portuguese */
	"estoy fuera de la oficina", "estaré fuera de la oficina",
	"me encuentro fuera de la oficina", "estaré ausente", "estoy de vacaciones",
	"estou fora do escritório", "estarei fora do escritório", "estou ausente",
	"estarei ausente", "estou de férias",
	/* Italian */
	"sono fuori ufficio", "sarò fuori ufficio", "sono assente", "sarò assente",
	"sono in ferie",
	/* Dutch and the North */
	"ik ben afwezig", "ik ben momenteel afwezig", "ik ben niet op kantoor",
	"ik ben met vakantie", "ik ben op vakantie", "jag är på semester",
	"jag är inte på kontoret", "jag är frånvarande", "jeg er på ferie",
	"jeg er ikke på kontoret", "jeg er ikke til stede",
	/* Polish */
	"jestem poza biurem", "jestem nieobecn", "jestem na urlopie",
	"przebywam na urlopie",
	/* the same, and more */
	"i am out of the office", "i am out of office", "i will be out of the office",
	"i will be out of office", "i am on vacation", "i'm on vacation",
	"i am on holiday", "i am on leave", "i am on parental leave",
	"i am on maternity leave", "i will be away", "i am away on", "i no longer work",
	"i will have limited access", "ich bin abwesend",
	"ich bin derzeit nicht erreichbar", "bin ich nicht erreichbar",
	"ich bin in elternzeit", "ich bin im mutterschutz", "je suis absent",
	"je suis absente", "je suis actuellement absente", "je suis en vacances",
	"je suis en déplacement", "je suis actuellement en déplacement",
	"je serai de retour", "me encuentro de vacaciones", "me encuentro ausente",
	"estaré de vacaciones", "estoy ausente", "estarei de férias",
	"encontro-me ausente", "encontro-me de férias", "non sono in ufficio",
	"sono fuori sede", "sarò in ferie", "ik ben met verlof", "ik ben niet aanwezig",
	"jag är ledig", "jag är bortrest", "jag är föräldraledig", "jag har semester",
	"jeg holder ferie", "jeg er på barsel", "jeg er fraværende", "jeg er bortreist",
	"jeg har ferie", "olen lomalla", "olen vuosilomalla", "olen poissa",
	"en ole toimistolla", "nie ma mnie w biurze", "będę nieobecn",
	"jsem mimo kancelář", "jsem na dovolené", "nejsem v kanceláři",
	"som mimo kancelárie", "som na dovolenke", "nie som v kancelárii",
	"szabadságon vagyok", "nem vagyok az irodában", "házon kívül vagyok",
	"sunt în concediu", "nu sunt la birou", "sóc fora de l'oficina",
	"estic de vacances", "oporretan nago", "ég er í fríi", "ég er fjarverandi",
	"olen puhkusel", "ei viibi kontoris", "esmu atvaļinājumā", "esmu prombūtnē",
	"atostogauju", "esu atostogose", "na godišnjem sam", "na godišnjem odmoru sam",
	"nisam u uredu", "nisam u kancelariji", "na dopustu sem", "nisem v pisarni",
	"sem odsot", "είμαι εκτός γραφείου", "βρίσκομαι εκτός γραφείου",
	"βρίσκομαι σε άδεια", "είμαι σε άδεια", "θα απουσιάζω", "izindeyim",
	"izinde olacağım", "ofis dışındayım", "ofiste değilim", "я в отпуске",
	"нахожусь в отпуске", "меня не будет", "меня нет в офисе", "буду отсутствовать",
	"я отсутствую", "нахожусь в командировке", "я у відпустці",
	"перебуваю у відпустці", "мене не буде", "буду відсутн", "в отпуск съм",
	"няма да бъда в офиса", "на одмору сам", "на годишњем сам",
	"на годишњем одмору сам", "אני בחופשה", "אני מחוץ למשרד", "איני במשרד",
	"أنا خارج المكتب", "أنا في إجازة", "سأكون خارج المكتب", "tôi đang nghỉ phép",
	"tôi không có mặt", "saya sedang cuti", "saya tidak di kantor", "ฉันไม่อยู่ที่สำนักงาน",
	"ผมไม่อยู่ที่สำนักงาน", "कार्यालय से बाहर हूँ", "अवकाश पर हूँ", "我正在休假",
	"我最近正在休假", "我不在办公室", "我目前不在办公室", "您的邮件已收到",
	"您的邮件我已收到", "您的来信我已收到", "我不在辦公室", "我目前不在辦公室",
	"我正在放假", "不在にして", "休暇をいただ", "부재중입니다", "부재 중입니다",
	"휴가 중입니다", "휴가 중이", "출장 중입니다"};

/* Does `at` stand between marks of quoting that look different at both ends? */
static bool is_between_marks(const char *text, const char *at)
{
	static const struct {
		const char *open, *close;
	} pairs[] = {{"\u00ab", "\u00bb"},
		     {"\u201e", "\u201c"},
		     {"\u300c", "\u300d"},
		     {"\u300e", "\u300f"},
		     {"\u300a", "\u300b"}};
	const char *from = at - text > CITED_MAX_BYTES ? at - CITED_MAX_BYTES : text;
	g_autofree char *before = g_strndup(from, (gsize)(at - from));
	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
		const char *open = g_strrstr(before, pairs[i].open);
		if (open != NULL && strstr(open, pairs[i].close) == NULL)
			return true;
	}
	return false;
}

/* What is told as somebody's words is not said. */
static bool is_cited(const char *text, const char *at)
{
	static const char *const marks[] = {"\"", "'", "\u201c", "\u2018", "\u201d"};
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		size_t length = strlen(marks[i]);
		if ((size_t)(at - text) >= length &&
		    strncmp(at - length, marks[i], length) == 0)
			return true;
	}
	return is_between_marks(text, at);
}

static bool says_any(const char *text, const char *const *sentences, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		g_autofree char *sentence = text_fold(sentences[i]);
		const char *at = strstr(text, sentence);
		if (at != NULL && !is_cited(text, at))
			return true;
	}
	return false;
}

bool wording_is_automatic(const char *text)
{
	return says_any(text, automatic_sentences, G_N_ELEMENTS(automatic_sentences));
}

bool wording_is_away(const char *text)
{
	return says_any(text, away_sentences, G_N_ELEMENTS(away_sentences));
}
