/* quote_signer.h: the writer's own name and address, and the lines that show
 * them. For quote*.c alone. */
#ifndef MAIL_QUOTE_SIGNER_H
#define MAIL_QUOTE_SIGNER_H

#include "mail/quote_line.h"

typedef struct {
	QuoteLine *lines; /* borrowed */
	size_t count;
	size_t first;  /* the first line of the mail with anything on it, or `count` */
	char **writer; /* folded words of the writer's name */
	char *address; /* theirs, folded; "" if it is not known */
} QuoteSigner;

/* `writer` as in quote.h. */
void quote_signer_init(QuoteSigner *signer, QuoteLine *lines, size_t count,
		       const char *writer);
void quote_signer_clear(QuoteSigner *signer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(QuoteSigner, quote_signer_clear)

/* The writer's name, whole or in part: "Bert Meyers", "Bert", "Carole C. Frank";
 * or more of it than is known: "Bert Meyers" for "Meyers". */
bool quote_is_writer(const QuoteSigner *signer, const char *text);
/* Nothing but the writer's own names, each whole: beside them, and where they are cut
 * short, a word may be an order ("/owner Bob"). */
bool quote_is_whole_names(const QuoteSigner *signer, const char *text);
/* "AB" for Anna Berg. */
bool quote_is_initials(const QuoteSigner *signer, const char *text);

/* It stands there alone, perhaps with a number or a title after it. */
bool quote_is_name_line(const QuoteSigner *signer, const QuoteLine *line);
/* Does the line begin with it in full, or with their address? Beside it something else
 * may stand, set apart. */
bool quote_starts_with_name(const QuoteSigner *signer, const QuoteLine *line);
bool quote_starts_with_address(const QuoteSigner *signer, const QuoteLine *line);

#endif
