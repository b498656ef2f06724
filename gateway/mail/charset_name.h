/* charset_name.h: which charset is meant by what a mail calls it. For charset.c alone. */
#ifndef MAIL_CHARSET_NAME_H
#define MAIL_CHARSET_NAME_H

/* A name for iconv, lower case: labels are spelled in many ways, and often name a smaller
 * set than the one the writer's program used. Owned. */
char *charset_name(const char *declared);

#endif
