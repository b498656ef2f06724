/* html_flatten.h: HTML that nests deeper than a parser goes along with. For html.c alone.
 */
#ifndef MAIL_HTML_FLATTEN_H
#define MAIL_HTML_FLATTEN_H

/* The elements of what comes out hold each other no deeper than this. */
#define HTML_FLATTEN_DEPTH 220

/* The same text in fewer elements: below a certain depth one that says nothing of its
 * text only divides it, so that all of it is still read, and what was closed stays
 * closed. Takes time and memory by the length of `html` alone. Owned. */
char *html_flatten(const char *html);

#endif
