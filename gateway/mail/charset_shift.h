/* charset_shift.h: charsets that switch by escapes, which iconv knows in their strictest
 * form only. For charset.c alone. */
#ifndef MAIL_CHARSET_SHIFT_H
#define MAIL_CHARSET_SHIFT_H

#include <stddef.h>

/* ISO-2022-JP with all that Microsoft and telephones put into it, as EUC-JP-MS. Owned,
 * not terminated. */
char *charset_shift_japanese(const char *bytes, size_t length, size_t *out_length);

/* HZ-GB-2312 (RFC 1843) as GBK. Owned, not terminated. */
char *charset_shift_chinese(const char *bytes, size_t length, size_t *out_length);

#endif
