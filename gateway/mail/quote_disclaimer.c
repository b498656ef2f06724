/* quote_disclaimer.c: the paragraphs that lawyers put below a mail.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_disclaimer.h"

#include <string.h>

#include "mail/quote_vote.h"

#define DISCLAIMER_MAX_BYTES 6000
#define DISCLAIMER_MIN_BYTES 80
#define NOTICE_MIN_BYTES     150

/* All tables are in folded form; see quote_line.h. */

static const char strong_disclaimers[] =
	"|if you are not the intended|if you have received this|if you received this|"
	"received this e-mail in error|received this email in error|"
	"received this message in error|intended only for the|intended solely for the|"
	"is for the sole use of|before printing this|nicht der richtige adressat|"
	"nicht der beabsichtigte empfänger|nicht der vorgesehene empfänger|"
	"irrtümlich erhalten|versehentlich erhalten|si vous n'êtes pas le destinataire|"
	"si vous n’êtes pas le destinataire|reçu ce message par erreur|"
	"reçu cet e-mail par erreur|usage exclusif du destinataire|"
	"exclusivement à l'attention|si usted no es el destinatario|"
	"si no es usted el destinatario|recibido este mensaje por error|"
	"recibido este correo por error|se você não é o destinatário|"
	"se não é o destinatário|recebeu esta mensagem por engano|"
	"recebeu este e-mail por engano|uso esclusivo del destinatario|"
	"ricevuto questo messaggio per errore|ricevete questo messaggio per errore|"
	"ricevuto questa email per errore|niet de beoogde ontvanger|"
	"niet de geadresseerde|abusievelijk|uitsluitend bestemd voor|"
	"om du inte är avsedd mottagare|fått detta meddelande av misstag|om du har fått|"
	"hvis du ikke er rette modtager|modtaget denne e-mail ved en fejl|"
	"hvis du har mottatt denne|nie jesteś adresatem|nie są państwo adresatem|"
	"otrzymali państwo tę wiadomość przez pomyłkę|jeżeli nie są|"
	"nejste-li oprávněným adresátem|pokud nejste|если вы не являетесь|"
	"если вы получили это|bu e-posta ve ekleri|eğer bu mesajın|"
	"amennyiben nem ön a címzett|dacă nu sunteți destinatarul|"
	"εάν δεν είστε ο παραλήπτησ|";

static const char disclaimer_words[] =
	"|confidential|privileged|intended recipient|unauthorized|unauthorised|"
	"prohibited|disclosure|dissemination|notify the sender|delete|destroy|virus|"
	"environment|legally|strictly|vertraulich|unbefugt|nicht gestattet|vernichten|"
	"absender|confidentiel|interdit|expéditeur|diffusion|confidencial|privilegiada|"
	"prohibid|remitente|remetente|proibid|riservate|riservat|vietat|mittente|"
	"cancellarlo|vertrouwelijk|verboden|afzender|konfidentiell|avsändaren|fortrolig|"
	"afsender|avsender|poufne|nadawc|důvěrné|odesílatel|конфиденциальн|отправител|"
	"gizli|gönderen|bizalmas|feladó|confidențial|expeditor|εμπιστευτικ|αποστολέα|"
	"übermittlung|";

/* What a notice says of itself, of whom it is for, and of what others must do with it. */
static const char notice_itself[] =
	"|this e-mail|this email|this mail|this message|this communication|"
	"this transmission|this information|diese e-mail|diese email|diese mail|"
	"diese nachricht|diese mitteilung|diese information|ce message|cet e-mail|"
	"ce courriel|este mensaje|este correo|esta mensagem|este e-mail|"
	"questo messaggio|questa e-mail|questa email|deze e-mail|dit bericht|";
static const char notice_readers[] =
	"|addressee|intended recipient|named recipient|adressaten|empfänger bestimmt|"
	"bestimmungsgemässe|destinataire|destinatario|destinatário|geadresseerde|";
static const char *const notice_marks[] = {
	"|confidential|privileged|vertraulich|gesetzlich geschützt|confidentiel|"
	"confidencial|riservat|vertrouwelijk|",
	"|in error|by mistake|irrtümlich|versehentlich|par erreur|por error|por engano|"
	"per errore|abusievelijk|",
	"|notify the sender|advise the sender|inform the sender|contact the sender|"
	"notify us|den absender|expéditeur|remitente|remetente|mittente|afzender|",
	"|delete|destroy|cancel it|vernichten|löschen|supprimer|détruire|eliminar|"
	"cancellarlo|verwijderen|",
	"|prohibited|unauthori|not permitted|may not copy|unlawful|untersagt|"
	"nicht gestattet|unbefugt|interdit|prohibid|proibid|vietat|verboden|",
};
static const char notice_speakers[] = "| i | my | ich | mein | meine | je | mon |";

/* People speak of confidence too; only lawyers speak so of the wrong reader. */
static bool warns_reader(const char *folded)
{
	return quote_contains(folded, strong_disclaimers) &&
	       quote_contains(folded, disclaimer_words);
}

/* Says what it is, for whom, and what others must do, whatever words it begins with. */
static bool is_notice(const char *folded)
{
	if (!quote_contains(folded, notice_readers) ||
	    !quote_contains(folded, notice_itself) || strchr(folded, '?') != NULL)
		return false;
	int marks = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(notice_marks); i++)
		marks += quote_contains(folded, notice_marks[i]);
	return marks >= 2 && strlen(folded) >= NOTICE_MIN_BYTES &&
	       !quote_contains(folded, notice_speakers);
}

bool quote_is_disclaimer(const QuoteLine *lines, size_t from, size_t to)
{
	const char *start = lines[from].start;
	size_t length = (size_t)(lines[to - 1].start - start) + lines[to - 1].length;
	QuoteLine paragraph = {.start = start, .length = length};
	if (length < DISCLAIMER_MIN_BYTES)
		return false;
	g_autofree char *folded = quote_line_fold(&paragraph, DISCLAIMER_MAX_BYTES);
	if (folded == NULL)
		return false;
	bool is_one = warns_reader(folded) || is_notice(folded);
	for (size_t i = from; i < to && is_one; i++)
		is_one = !quote_is_bare_vote(&lines[i]);
	return is_one;
}
