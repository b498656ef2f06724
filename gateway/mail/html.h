/* html.h: the text a reader of an HTML mail sees. For this room alone. */
#ifndef MAIL_HTML_H
#define MAIL_HTML_H

/* `html` is UTF-8. Block quotes become `> ` lines, lists bulleted or numbered lines; what
 * is hidden, scripts and styles vanish; no emphasis marks. What programs mark as quoted
 * or as a signature stands behind `> ` or below `-- `. Owned; "" if nothing can be read.
 */
char *html_to_text(const char *html);

#endif
