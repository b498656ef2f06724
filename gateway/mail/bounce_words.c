/* bounce_words.c: the wordings by which mail servers say that they failed.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/bounce_words.h"

#include <string.h>

#include "mail/address.h"

#define COLLECT_MAX 200

/* Every repetition is bounded: the text is the sender's. A domain is made of letters,
 * digits, dots, dashes and all beyond ASCII; it is told by what it is not, since a range
 * to the end of Unicode takes milliseconds to compile. */
#define ADDRESS                                                                          \
	"(?:(?:smtp|rfc-?822)=)?(?<a>[^\\s<>()\\[\\]:;,\"\\\\@"                          \
	"\\x{ff1a}\\x{ff0c}\\x{ff1b}\\x{3001}\\x{3002}\\x{ff08}\\x{300a}]{1,64}@"        \
	"[^\\x{0}-/:-@\\[-`{-\\x{7f}][^\\x{0}-,/:-@\\[-`{-\\x{7f}]{0,250})"
#define OPEN  "[\\s\"'<(\\[*]{0,40}(?:(?:smtp|mailto|rfc822):)?"
#define CLOSE "[\"'>)\\]*]{0,5}"

/* What subjects say of the delivery, and of the mail. */
#define DELIVERY                                                                         \
	"delivery (?:delay|error|fail(?:ed|ure)|has failed|notification|problem|status)"
#define MAIL "(?:could not|delivery|error|failed|not delivered|returned|system error)"

/* From of what no person signs with. */
#define PROGRAM                                                                          \
	"m(?:ail(?:er-?daemon|[ ._-]{0,3}(?:administrator|daemon|delivery))|"            \
	"icrosoftexchange[0-9a-f]{8}|(?<=\\bm)daemon@)|"                                 \
	"delivery[ ._-]{0,3}(?:sub)?system|courier mail server|<\\s*>|"                  \
	"n(?<=\\bn)dr@"

static const char *const patterns[WORDS_COUNT] = {
	[WORDS_RETURNED] =
		"^[ \\t]*(?:[-=*_|~#+]{2,}[^\\n]{0,60}?(?:original "
		"(?:message|mail)|\\bcopy of|"
		"(?:returned|unsent|forwarded|undelivered|bounced) (?:mail|message)|"
		"(?:mail|message) (?:header|body|text)|headers? of|source mail|of the "
		"message|"
		"mensaje original|mensagem original|message d'origine|messaggio "
		"originale|"
		"urspr\\x{fc}ngliche)|"
		"(?:[-=*>|] ?)?(?:original (?:message|mail)(?:[^\\n]{0,30}follows?|:| "
		"attached)|"
		"(?:this|here|attachment|included|attached|following)\\s+is\\s+a\\s+"
		"copy\\s+of|"
		"a copy of the original|below this line is|"
		"the (?:first|header)[^\\n]{0,40}lines? of (?:the|your)|"
		"(?:the )?(?:original )?message headers?(?: follows?|:)|"
		"your message (?:reads|begins)|old message:|"
		"a summary of the undelivered|urspr\\x{fc}ngliche "
		"(?:nachricht|kopfzeilen)|"
		"en-t\\x{ea}tes? (?:de message|du message)|encabezados (?:de|del) "
		"mensaje))",
	/* These two are asked of every mail, so that a letter which begins none of the
	 * wordings is passed over at once. */
	[WORDS_REPORTER] = "post[_-]?master|" PROGRAM,
	[WORDS_PROGRAM] = PROGRAM,
	[WORDS_SUBJECT] =
		"^\\W{0,3}+(?:[a-z]{3,12}+\\] )?(?:"
		"automatically rejected|"
		"correo no entregado|" DELIVERY "|"
		"e-?mail " MAIL "|"
		"fail(?:ed mail|ure (?:delivery|notice))|"
		"gick inte att leverera|"
		"ikke leveret|"
		"k(?:an (?:ikke|inte) leveres|unde inte levereras|unne ikke leveres|"
		"\\x{e9}zbes\\x{ed}thetetlen)|"
		"m(?:ail " MAIL "|ancato recapito|"
		"essage (?:could not|delivery|not delivered|undeliverable))|"
		"n(?:ameserver error|edoru\\x{10d}(?:en\\x{e9}|iteln\\x{e9})|elivrabil|"
		"icht zustellbar|ie (?:dostarczono|mo\\x{17c}na dostarczy)|iedostarczone|"
		"iet te bezorgen|o (?:entregado|se (?:ha podido|pudo|puede) entregar)|"
		"on(?:-?deliver| (?:distribuable|recapitabile|remis))|"
		"\\x{e3}o (?:entregue|foi poss|\\x{e9} poss\\x{ed}vel entregar))|"
		"o(?:levererbart|nbestelbaar)|"
		"p(?:ermanent " DELIVERY "|rocessing error)|"
		"returned (?:e-?)?mail|"
		"teslim edilemedi|"
		"un(?:deliver|zustellbar)|"
		"warning: (?:could not|e-?mail|mail|message)|"
		"\\x{43d}\\x{435}\\s*\\x{434}\\x{43e}\\x{441}\\x{442}\\x{430}\\x{432}\\x{"
		"43b}|"
		"\\x{914d}\\x{4fe1}(?:\\x{4e0d}\\x{80fd}|\\x{30a8}\\x{30e9}\\x{30fc})|"
		"\\x{7cfb}\\x{7edf}\\x{9000}\\x{4fe1}|\\x{9000}\\x{4fe1}|"
		"\\x{672a}\\x{9001}\\x{8fbe}|\\x{65e0}\\x{6cd5}\\x{4f20}\\x{9012}|"
		"\\x{6295}\\x{9012}\\x{5931}\\x{8d25}|"
		"\\x{bc30}\\x{b2ec}\\x{b418}\\x{c9c0} \\x{c54a}\\x{c74c}|"
		"\\x{bc18}\\x{c1a1}|\\x{c804}\\x{c1a1} \\x{c2e4}\\x{d328})|"
		"could not be delivered\\W{0,3}$|n(?<=\\bn)on remis\\b|"
		"\\(delivery failed\\)$",
	[WORDS_FAILURE] =
		"(?:following|these)\\s+(?:list\\s+of\\s+)?(?:e-?mail\\s+)?(?:address|"
		"recipient|user|"
		"mailbox)|"
		"(?:failed|invalid|bad)\\s+(?:recipient|address)|"
		"addresses\\s+had\\s+(?:permanent|transient)|"
		"(?:could|can|may)\\s*(?:not|n't)\\s+be\\s+(?:delivered|reached)|"
		"(?:could|was|were|has|have|is|did)\\s*n[o']t\\s+(?:yet\\s+)?(?:been\\s+)"
		"?"
		"(?:able\\s+to\\s+)?(?:deliver|reach|receive)|"
		"(?:message|mail)\\s+not\\s+delivered|not\\s+delivered\\s+to|"
		"(?:unable|not\\s+able|failed)\\s+to\\s+deliver|undeliverable|unknown\\s+"
		"user|"
		"(?:delivery|delevery)\\s+(?:to|of)\\s+[^.@]{0,60}\\b(?:fail|delay|abort|"
		"postpon|"
		"address)|delivery\\s+(?:has\\s+)?(?:failed|failure)|delivery\\s+problem|"
		"returned\\s+because|failure\\s+reasons?\\b|addressed\\s+to\\s+e-?mail|"
		"was\\s+(?:automatically\\s+)?rejected|"
		"\\b(?:message|mail|addresses)\\b[^!?;]{0,140}\\b(?:was|were|ha(?:s|ve)"
		"\\s+"
		"been)\\s+(?:rejected|blocked|refused)|"
		"failed\\s+delivery|delivery\\s+has\\s+been\\s+delayed|"
		"nicht\\s+zugestellt|konnte\\s+nicht|unzustellbar|"
		"n'a\\s+pas\\s+pu\\s+(?:\\x{ea}|e)tre|n'a\\s+pu\\s+\\x{ea}tre|"
		"impossible\\s+de\\s+remettre|"
		"no\\s+(?:pudo|ha\\s+podido|se\\s+pudo|se\\s+puede)\\s+(?:ser\\s+)?"
		"entreg|"
		"n(?:\\x{e3}|a)o\\s+(?:p\\x{f4}de|pode|foi)\\s+(?:ser\\s+)?(?:entreg|"
		"envia)|"
		"non\\s+\\x{e8}\\s+stato\\s+(?:possibile|recapitato)|"
		"kunde\\s+inte\\s+levereras|kunne\\s+ikke\\s+leveres|kon\\s+niet\\s+"
		"worden|"
		"nie\\s+mog\\x{142}|\\x{434}\\x{43e}\\x{441}\\x{442}\\x{430}\\x{432}\\x{"
		"43b}\\x{435}\\x{43d}|"
		"\\x{e9}chec\\s+de\\s+la\\s+remise|n\\x{2019}a\\s+pas\\s+pu\\s+\\x{ea}"
		"tre|recapito\\s+non\\s+riuscito|non\\s+\\x{e8}\\s+stato\\s+possibile\\s+"
		"recapitare|bezorging[^\n]{0,80}mislukt|falha\\s+na\\s+entrega|"
		"zustellung[^\n]{0,80}fehlgeschlagen|fehler\\s+bei\\s+der\\s+"
		"nachrichtenzustellung|mislykkedes|mislyktes|misslyckades|nie\\s+mo\\x{"
		"17c}na\\s+dostarczy\\x{107}|nie\\s+zosta\\x{142}a\\s+dostarczona|"
		"doru\\x{10d}en\\x{ed}[^\n]{0,80}selhalo|nelze\\s+doru\\x{10d}it|k\\x{e9}"
		"zbes\\x{ed}t\\x{e9}s[^\n]{0,80}sikertelen|teslim\\s+edilemedi|nu\\s+"
		"a\\s+putut\\s+fi\\s+livrat|\\x{43d}\\x{435}\\s+\\x{443}\\x{434}\\x{430}"
		"\\x{43b}\\x{43e}\\x{441}\\x{44c}\\s+\\x{434}\\x{43e}\\x{441}\\x{442}\\x{"
		"430}\\x{432}\\x{438}\\x{442}\\x{44c}|\\x{43d}\\x{435}\\s+\\x{43c}\\x{"
		"43e}\\x{436}\\x{435}\\x{442}\\s+\\x{431}\\x{44b}\\x{442}\\x{44c}\\s+\\x{"
		"43e}\\x{442}\\x{43f}\\x{440}\\x{430}\\x{432}\\x{43b}\\x{435}\\x{43d}\\x{"
		"43e}|\\x{434}\\x{43e}\\x{441}\\x{442}\\x{430}\\x{432}\\x{43a}\\x{430}"
		"\\s+\\x{43d}\\x{435}\\s+\\x{443}\\x{434}\\x{430}\\x{43b}\\x{430}\\x{441}"
		"\\x{44c}|\\x{43d}\\x{435}\\s+\\x{432}\\x{434}\\x{430}\\x{43b}\\x{43e}"
		"\\x{441}\\x{44f}\\s+\\x{434}\\x{43e}\\x{441}\\x{442}\\x{430}\\x{432}\\x{"
		"438}\\x{442}\\x{438}|\\x{914d}\\x{4fe1}\\x{3067}\\x{304d}\\x{307e}\\x{"
		"305b}\\x{3093}|\\x{914d}\\x{4fe1}\\x{4e0d}\\x{80fd}|\\x{9001}\\x{4fe1}"
		"\\x{3067}\\x{304d}\\x{307e}\\x{305b}\\x{3093}|\\x{914d}\\x{9054}\\x{"
		"3067}\\x{304d}\\x{307e}\\x{305b}\\x{3093}|\\x{9000}\\x{56de}|\\x{6295}"
		"\\x{9012}\\x{5931}\\x{8d25}|\\x{672a}\\x{80fd}\\x{9001}\\x{8fbe}|\\x{"
		"5bc4}\\x{9001}\\x{5931}\\x{6557}|\\x{50b3}\\x{9001}\\x{5931}\\x{6557}|"
		"\\x{c804}\\x{c1a1}\\s+\\x{c2e4}\\x{d328}|\\x{c804}\\x{b2ec}\\x{d558}\\x{"
		"c9c0}\\s+\\x{babb}|\\x{bc30}\\x{b2ec}\\x{b418}\\x{c9c0}|\\x{bc18}\\x{"
		"c1a1}|"
		"\\x{914d}\\x{4fe1}|\\x{65e0}\\x{6cd5}|\\x{9000}\\x{4fe1}|"
		"gick\\s+inte\\s+att\\s+leverera|"
		"toimittaminen[^\n]{0,80}ep\\x{e4}onnistui|"
		"\\x{3c0}\\x{3b1}\\x{3c1}\\x{3ac}\\x{3b4}\\x{3bf}\\x{3c3}\\x{3b7}\\s+\\x{"
		"3b1}\\x{3c0}\\x{3ad}\\x{3c4}\\x{3c5}\\x{3c7}\\x{3b5}|"
		"\\x{5d4}\\x{5de}\\x{5e1}\\x{5d9}\\x{5e8}\\x{5d4}[^\n]{0,80}\\x{5e0}\\x{"
		"5db}\\x{5e9}\\x{5dc}\\x{5d4}|"
		"\\x{641}\\x{634}\\x{644}\\s+\\x{627}\\x{644}\\x{62a}\\x{633}\\x{644}\\x{"
		"64a}\\x{645}|"
		"\\x{43f}\\x{43e}\\x{43c}\\x{438}\\x{43b}\\x{43a}\\x{430}\\s+\\x{434}\\x{"
		"43e}\\x{441}\\x{442}\\x{430}\\x{432}\\x{43a}\\x{438}|"
		"(?:\\x{441}\\x{431}\\x{43e}\\x{439}|\\x{43e}\\x{448}\\x{438}\\x{431}\\x{"
		"43a}\\x{430})\\s+\\x{434}\\x{43e}\\x{441}\\x{442}\\x{430}\\x{432}\\x{"
		"43a}\\x{438}|"
		"\\x{43d}\\x{435}\\s+\\x{443}\\x{434}\\x{430}\\x{435}\\x{442}\\x{441}\\x{"
		"44f}\\s+\\x{434}\\x{43e}\\x{441}\\x{442}\\x{430}\\x{432}\\x{438}\\x{442}"
		"\\x{44c}|"
		"livrarea[^\n]{0,80}nu\\s+a\\s+reu|"
		"(?:\\x{c804}\\x{c1a1}|\\x{bc30}\\x{b2ec}|\\x{bc1c}\\x{c1a1})(?:\\x{d558}"
		"\\x{c9c0}|\\x{b418}\\x{c9c0})\\s+\\x{babb}|"
		"\\x{65e0}\\x{6cd5}\\x{6295}\\x{9012}|"
		"\\x{672a}\\x{80fd}\\x{4f20}\\x{9012}|"
		"\\x{53d1}\\x{9001}\\x{5931}\\x{8d25}",
	[WORDS_DELAY] =
		"not\\s+yet\\s+been\\s+delivered|yet\\s+to\\s+be\\s+delivered|"
		"(?:has|have|been)\\s+(?:been\\s+)?(?:delayed|postponed|frozen)|"
		"warning\\s+message\\s+only|will\\s+be\\s+retried|"
		"attempts?\\s+(?:will|shall)\\s+(?:continue|be\\s+made)|"
		"will\\s+(?:continue\\s+to|keep)\\s+(?:try|attempt|retry)|"
		"do\\s+not\\s+need\\s+to\\s+resend|(?:message|mail)\\s+is\\s+delayed|"
		"addresses\\s+had\\s+transient|"
		"(?:message|mail)\\s[^\\n]{0,80}delayed\\s+\\d+|delayed\\s+mail|"
		"still\\s+(?:being\\s+)?(?:trying|retried)|"
		"temporary\\s+problem\\s+delivering|delay\\s+in\\s+(?:message\\s+)?"
		"delivery",
	[WORDS_FINAL] =
		"permanent|given\\s+up|giving\\s+up|not\\s+(?:going\\s+to|be)\\s+(?:try|"
		"retried)|"
		"no\\s+further\\s+attempts|queue\\s+too\\s+long|after\\s+\\d+\\s+attempt|"
		"failed\\s+\\d+\\s+attempt|message\\s+(?:has\\s+)?(?:expired|timed\\s+"
		"out)|"
		"retry\\s+time(?:out)?\\s+(?:not\\s+reached\\s+for\\s+any|exceeded)|"
		"unrecoverable",
	[WORDS_SUCCESS] = "successful(?:ly)?\\s+(?:deliver|relay)|delivery\\s+(?:has\\s+"
			  "been|was)\\s+"
			  "successful|(?:was|has\\s+been)\\s+delivered\\s+to|"
			  "delivery\\s+to\\s+[^.@]{0,60}\\bis\\s+complete|"
			  "relayed\\s+to\\s+non-?dsn|erfolgreich\\s+zugestellt",
	[WORDS_TROUBLE] = "\\b(?:abort|cannot|delay|fail|fatal|problem|refus|reject|"
			  "unable|undeliver|unknown)|\\bn(?:o|')t\\s|\\bnicht\\b|"
			  "\\b(?:permanent|transient)\\s[^\\n]{0,20}\\berror|"
			  "\\berror(?::|\\s+(?:code|message))",
	[WORDS_ITEM] =
		"^[\\s>*\\x{2022}\\x{b7}|\\x{2013}-]{0,40}"
		"(?:(?:failed )?(?:recipient|address|user|e-?mail):\\s{0,20})?"
		"(?:[a-z0-9][^@\\n]{0,120}[:;]smtp=|(?:\"[^\"\\n]{0,80}\"\\s{1,3})?)" OPEN
		"\\b" ADDRESS CLOSE "\\s{0,20}(?:$|[:;(=<\\[\\x{2013}-]|\\.\\.\\.|on\\b|"
		"(?:invalid|unknown|no such|user|mailbox|does|\\d{3})\\b|,\\s{0,5}"
		"(?:$|error|[\"'<]{0,2}[^\\s@,]{1,64}@))",
	[WORDS_ON_LINE] = "\\A[^:\\n]{0,120}:[ \\t]{1,5}" OPEN "\\b" ADDRESS,
	[WORDS_NEXT_ITEM] = "^\\s{0,5}[,;]" OPEN "\\b" ADDRESS CLOSE,
	[WORDS_HEADING] = "^[ \\t]{0,20}<" ADDRESS ">\\s{0,3}(?:\\([^)\\n]{0,200}\\))?:",
	[WORDS_LABEL] =
		"^[\\s>*-]{0,20}(?:intended recipient|"
		"\\x{6536}\\x{4ef6}\\x{4eba}(?:\\x{90ae}\\x{4ef6}\\x{5730}\\x{5740})?|"
		"failed (?:recipient|address)|"
		"recipient(?: address)?|(?:final|original)-recipient|"
		"(?:unknown|invalid|bad|no such) (?:local )?"
		"(?:user|recipient|address|mailbox|final delivery userid)|"
		"undeliverable\\s{1,4}(?:address|to|mail to)|delivery failed \\d{1,6} "
		"attempts|"
		"error-for|user(?:'s mailbox is full| unknown| not found)|"
		"mailbox (?:is "
		")?full)\\s{0,20}(?::|\\x{ff1a}|\\s)(?:\\s{0,10}rfc822;)?" OPEN
		"\\b" ADDRESS,
	[WORDS_EXPANDED] = "\\((?:expanded|generated)\\s+from:?" OPEN "\\b" ADDRESS,
	[WORDS_SENTENCE] =
		"(?:(?:\\b(?:mail|message|e-?mail|delivery)(?:\\s+(?:of|e-?mail|"
		"addressed|sent|"
		"message|intended|that|you|the|this)){0,6}\\s+(?:to|for)(?:\\s+this\\s+"
		"address)?:?"
		"\\s{1,40}" OPEN "\\b" ADDRESS CLOSE
		"[^.!?]{0,120}?(?:could\\s+not|cannot|can't|couldn't|(?:was|has)(?:\\s+"
		"not|n't)|"
		"failed|rejected|undeliverable|postponed|delayed|bounced|is\\s+wrong))|"
		"(?:(?:unable\\s+to\\s+deliver|error\\s+delivering|not\\s+(?:be\\s+)?"
		"deliver(?:ed)?|not\\s+reach|"
		"undeliverable|delivery\\s+failed|failed\\s+to\\s+deliver|able\\s+to\\s+"
		"deliver)"
		"[^.@]{0,120}?(?:\\bto|recipient|address|user|:)\\s{1,40}" OPEN
		"\\b" ADDRESS "))",
	[WORDS_ADDRESSED] = "(?:\\baddressed(?:\\s+to|,)(?:\\s+e-?mail\\s+address\\s?:)?|"
			    "\\bdestinato\\s+all'utente)"
			    "[\\s-]{1,20}" OPEN "\\b" ADDRESS,
	[WORDS_COMPLAINT] =
		"(?:(?:^|[\\s<\"'(])" ADDRESS CLOSE
		"[\\s.:,-]{1,8}(?:no\\s+such\\s+user|(?:is\\s+)?user\\s+unknown|"
		"unknown\\s+user|"
		"unknown\\s+(?:host|recipient)|is\\s+(?:unavailable|not\\s+a\\s+valid|"
		"full|"
		"over\\s+quota|unknown|not\\s+known)|(?:was\\s+)?not\\s+found|"
		"does\\s+(?:not|n't)\\s+exist|(?:is\\s+)?not\\s+listed|"
		"(?:mailbox\\s+)?(?:is\\s+)?full|has\\s+been\\s+disabled|"
		"addressee\\s+unknown|recipient\\s+(?:address\\s+)?rejected)|"
		"(?:quota\\s+(?:violation|exceeded)\\s+for|user\\s+unknown|unknown\\s+"
		"user|"
		"no\\s+such\\s+user|local\\s+mailbox)[\\s:]{1,4}" OPEN "\\b" ADDRESS ")",
	[WORDS_DESCRIBED] = "(?:^|\\s)(?:to|cc):\\s{1,20}" OPEN "\\b" ADDRESS,
	[WORDS_LOCAL] = "recipients?[^@\\n]{0,100}\\n?[^\\n]{0,100}:[ \\t]*\\n"
			"(?<a>(?:[ \\t]+[a-z0-9._-]{2,64}[ \\t]*\\n){1,50})",
	[WORDS_TRANSCRIPT] =
		"(?:rcpt\\s+to:\\s{0,3}<?|^\\W{0,6}5\\d\\d[ -][^<\\n]{0,120}<)" ADDRESS,
	[WORDS_STATUS] = "(?:\\b[45]\\d\\d[\\s-]{1,3}|#|^[\\s>*\"'(-]{0,20}|"
			 "(?:status|code|errore?|diagnostic)\\W{1,4})"
			 "(?<a>[45]\\.[0-7]\\.\\d{1,3})(?!\\.?\\d)",
	[WORDS_REPLY] =
		"(?:^[\\s>*<#(\"'-]{0,20}|[:;>(] ?|\\bsaid:?\\s{1,3})"
		"(?<a>[45][0-57]\\d)(?:-| {1,3}|$)(?!\\s*(?:\\d|bytes?\\b|[km]?b\\b))",
	[WORDS_ANY] = "(?<![a-z0-9._%+=-])(?<a>[a-z0-9._%+=-]{1,64}@[a-z0-9-]{1,63}"
		      "(?:\\.[a-z0-9-]{1,63}){1,8})",
	[WORDS_ALONE] = "^[ \\t>*\\x{2022}|-]{0,40}(?:[a-z][^:@\\n]{0,24}:[ \\t]{1,20})?"
			"(?:\"[^\"\\n]{0,80}\"[ \\t]{1,3})?" OPEN ADDRESS CLOSE
			"[ \\t]{0,20}(?:$|:[ \\t])",
	[WORDS_REJECTED] = "was\\s+(?:automatically\\s+)?(?:rejected|refused)",
	[WORDS_PERSONAL] =
		"\\A\\W{0,5}(?:hi|hello|hey|dear|hallo|moin|liebe[rs]?|guten|bonjour|"
		"salut|hola|ol\\x{e1}|ciao|hej|cze\\x{15b}\\x{107})\\b|"
		"\\b(?:my|our)\\s+(?:e-?)?(?:mail|message|server|colleague|last|first)|"
		"\\b(?:i|we)\\s+(?:just\\s+)?(?:got|get|received|tried|sent|have|had|"
		"think|"
		"would|could|can|cannot|see|saw|need|want|propose|agree|object)\\b|"
		"\\b(?:ich|wir|meine?|unsere?)\\b|\\bj'ai\\b|\\bnous\\s+avons\\b",
	[WORDS_AWAY] = "out of (?:the )?office|auto(?:matic)? ?reply|vacation|abwesen",
};

/* Compiled once, when a report first needs them. */
static GRegex *compiled(Words words)
{
	static gsize regexes[WORDS_COUNT];
	if (g_once_init_enter(&regexes[words])) {
		g_autoptr(GError) error = NULL;
		GRegex *regex = g_regex_new(patterns[words],
					    G_REGEX_CASELESS | G_REGEX_MULTILINE |
						    G_REGEX_DUPNAMES | G_REGEX_OPTIMIZE,
					    0, &error);
		g_assert_no_error(error);
		g_once_init_leave(&regexes[words], (gsize)regex);
		/* cppcheck-suppress memleak */
	}
	return (GRegex *)regexes[words];
}

bool words_match(Words words, const char *text)
{
	return g_regex_match(compiled(words), text, 0, NULL);
}

int words_find(Words words, const char *text)
{
	g_autoptr(GMatchInfo) match = NULL;
	int start = -1;
	if (!g_regex_match(compiled(words), text, 0, &match))
		return -1;
	g_match_info_fetch_pos(match, 0, &start, NULL);
	return start;
}

/* The end of a sentence is no part of an address. */
static char *without_punctuation(const char *address)
{
	const char *start = address + strspn(address, "'`*=");
	size_t length = strlen(start);
	while (length > 0 && strchr(".-", start[length - 1]) != NULL)
		length--;
	return g_strndup(start, length);
}

GPtrArray *words_collect(Words words, const char *text)
{
	GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GMatchInfo) match = NULL;
	g_regex_match(compiled(words), text, 0, &match);
	while (g_match_info_matches(match) && found->len < COLLECT_MAX) {
		g_autofree char *written = g_match_info_fetch_named(match, "a");
		if (written != NULL && *written != '\0')
			g_ptr_array_add(found, words == WORDS_STATUS
						       ? g_steal_pointer(&written)
						       : without_punctuation(written));
		if (!g_match_info_next(match, NULL))
			break;
	}
	return found;
}

size_t words_notice_length(const char *text)
{
	int at = words_find(WORDS_RETURNED, text);
	return at >= 0 ? (size_t)at : strlen(text);
}

bool words_is_address(const char *address)
{
	const char *at = strchr(address, '@');
	return address_is_sendable(address) && strchr(at, '.') != NULL &&
	       strstr(address, "...") == NULL;
}
