/* flowed.h: format=flowed and delsp undone. RFC 3676. For this room alone. */
#ifndef MAIL_FLOWED_H
#define MAIL_FLOWED_H

#include <stdbool.h>

/* `text` has LF lines. Paragraphs become one line; quote marks are kept, one `> ` a
 * level. Owned. */
char *flowed_join(const char *text, bool deletes_space);

#endif
