/* html_declaration.h: what stands in HTML between `<!` and `>`. For html.c alone. */
#ifndef MAIL_HTML_DECLARATION_H
#define MAIL_HTML_DECLARATION_H

/* Without those that no reader sees but libxml2 takes for text: all but the document type
 * and comments. NULL if there are none; owned. */
char *html_drop_declarations(const char *html);

#endif
