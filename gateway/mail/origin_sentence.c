/* origin_sentence.c: sentences that only an answer nobody wrote has.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/origin_sentence.h"

#include <string.h>

#include "base/text.h"

#define OPENING_BYTES 4000

/* It says of itself that nobody wrote it. */
static const char *const automatic_sentences[] = {
	"this is an automated response",
	"this is an automated reply",
	"this is an automated answer",
	"this is an automatic response",
	"this is an automatic reply",
	"this is an automatic answer",
	"this is an automatic message",
	"this is an automated message",
	"this is an automated email",
	"this is an automated e-mail",
	"this is an automatically generated",
	"this is an auto-generated",
	"this is an auto reply",
	"this is an auto-reply",
	"this is an autoreply",
	"this is an auto response",
	"this is an auto-response",
	"this is the only notification you will receive",
	"dies ist eine automatische antwort",
	"dies ist eine automatische abwesenheit",
	"dies ist eine automatische nachricht",
	"dies ist eine automatische e-mail",
	"dies ist eine automatisch ",
	"das ist eine automatische antwort",
	"diese nachricht wurde automatisch",
	"diese e-mail wurde automatisch",
	"diese antwort wurde automatisch",
	"ihre nachricht wird nicht weitergeleitet",
	"ihre nachricht wird nicht automatisch weitergeleitet",
	"ihre e-mail wird nicht weitergeleitet",
	"ihre e-mail wird nicht automatisch weitergeleitet",
	"ihre e-mails werden nicht weitergeleitet",
	"ihre mail wird nicht weitergeleitet",
	"ceci est une réponse automatique",
	"ceci est un message automatique",
	"ceci est un courriel automatique",
	"ceci est un e-mail automatique",
	"il s'agit d'une réponse automatique",
	"il s'agit d'un message automatique",
	"ce message est une réponse automatique",
	"cette réponse est automatique",
	"vous ne recevrez pas d'autre notification",
	"la seule notification que vous recevrez",
	"esta es una respuesta automática",
	"esto es una respuesta automática",
	"este es un mensaje automático",
	"este mensaje es una respuesta automática",
	"esta é uma resposta automática",
	"esta é uma mensagem automática",
	"questa è una risposta automatica",
	"questo è un messaggio automatico",
	"questo messaggio è una risposta automatica",
	"dit is een automatisch antwoord",
	"dit is een automatisch bericht",
	"dit is een automatisch gegenereerd",
	"detta är ett automatiskt svar",
	"det här är ett automatiskt svar",
	"detta är ett automatiskt meddelande",
	"dette er et automatisk svar",
	"dette er en automatisk besked",
	"dette er en automatisk melding",
	"tämä on automaattinen vastaus",
	"to jest automatyczna odpowiedź",
	"to jest odpowiedź automatyczna",
	"to jest wiadomość automatyczna",
	"toto je automatická odpověď",
};

/* Somebody is away. People write so too. */
static const char *const away_sentences[] = {
	"i am out of the office until",
	"i am out of the office from",
	"i am currently out of the office",
	"i am out of office until",
	"i am out of office from",
	"i will be out of the office until",
	"i will be out of the office from",
	"i'm out of the office until",
	"i'm out of the office from",
	"i'm currently out of the office",
	"i am on annual leave",
	"i am currently on leave",
	"i am away until",
	"i am away from the office",
	"ich bin zurzeit nicht im büro",
	"ich bin zur zeit nicht im büro",
	"ich bin derzeit nicht im büro",
	"ich bin momentan nicht im büro",
	"ich bin aktuell nicht im büro",
	"ich bin nicht im büro",
	"ich bin im urlaub",
	"ich bin derzeit im urlaub",
	"bin ich nicht im büro",
	"bin ich nicht im haus",
	"je suis absent du bureau",
	"je suis absente du bureau",
	"je suis actuellement absent",
	"je suis en congé",
	"je suis absent jusqu",
	"je suis absente jusqu",
	"je serai absent",
	"je suis actuellement en congé",
	"estoy fuera de la oficina",
	"estaré fuera de la oficina",
	"me encuentro fuera de la oficina",
	"estaré ausente",
	"estoy de vacaciones",
	"estou fora do escritório",
	"estarei fora do escritório",
	"estou ausente",
	"estarei ausente",
	"estou de férias",
	"sono fuori ufficio",
	"sarò fuori ufficio",
	"sono assente",
	"sarò assente",
	"sono in ferie",
	"ik ben afwezig",
	"ik ben momenteel afwezig",
	"ik ben niet op kantoor",
	"ik ben met vakantie",
	"ik ben op vakantie",
	"jag är på semester",
	"jag är inte på kontoret",
	"jag är frånvarande",
	"jeg er på ferie",
	"jeg er ikke på kontoret",
	"jeg er ikke til stede",
	"jestem poza biurem",
	"jestem nieobecn",
	"jestem na urlopie",
	"przebywam na urlopie",
};

/* Without what others wrote; a sentence may go on in the next line. Folded. */
static char *own_words(const char *text)
{
	g_autofree char *opening = text_clip(text, OPENING_BYTES);
	g_auto(GStrv) lines = text_lines(opening);
	g_autoptr(GString) own = g_string_new("");
	for (size_t i = 0; lines[i] != NULL; i++) {
		if (lines[i][strspn(lines[i], " \t")] == '>')
			continue;
		g_string_append(own, lines[i]);
		g_string_append_c(own, ' ');
	}
	g_string_replace(own, "\u2019", "'", 0);
	return text_fold(own->str);
}

/* What is told as somebody's words is not said. */
static bool is_cited(const char *text, const char *at)
{
	static const char *const marks[] = {"\"",     "'",	"\u201c", "\u201e",
					    "\u00ab", "\u2018", "\u00ab "};
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		size_t length = strlen(marks[i]);
		if ((size_t)(at - text) >= length &&
		    strncmp(at - length, marks[i], length) == 0)
			return true;
	}
	return false;
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

bool origin_text_is_automatic(const Message *message, OriginSubject subject)
{
	if (subject == SUBJECT_OTHER)
		return false;
	g_autofree char *text = own_words(message->text);
	return says_any(text, automatic_sentences, G_N_ELEMENTS(automatic_sentences)) ||
	       (subject == SUBJECT_AUTOMATIC &&
		says_any(text, away_sentences, G_N_ELEMENTS(away_sentences)));
}
