/* bounce_forms.h: the delivery reports that follow no RFC. For bounce.c and origin.c
 * alone. */
#ifndef MAIL_BOUNCE_FORMS_H
#define MAIL_BOUNCE_FORMS_H

#include "mail/bounce.h"

/* Add a recipient unless it is there already. */
void bounce_add(GPtrArray *bounces, const char *recipient, const char *action,
		const char *status, bool is_permanent);

/* Add the recipients that `text` tells of in fields, as RFC 3464 has them. True if there
 * are any. */
bool bounce_read_fields(const char *text, GPtrArray *bounces);

/* Is From what no person signs with? */
bool bounce_is_from_program(const Message *message);

/* Has a person sent on the parts of a report? Some programs that forward one in their own
 * text attach what it was made of. */
bool bounce_is_passed_on(const Message *message);

/* Add what the prose of a report says. */
Report bounce_read_forms(const Message *message, GPtrArray *bounces);

#endif
