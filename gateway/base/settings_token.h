/* settings_token.h: the words, quotes and marks of a settings file, one by one. For
 * settings_scan.c alone. */
#ifndef BASE_SETTINGS_TOKEN_H
#define BASE_SETTINGS_TOKEN_H

#include "base/settings_scan.h"

#define COMPLAINTS_MAX 100 /* of one file: then it is something else */
#define HELD_MAX       2

typedef enum { TOKEN_END, TOKEN_WORD, TOKEN_QUOTED, TOKEN_MARK } TokenKind;

typedef struct {
	TokenKind kind;
	const char *start; /* quotes included */
	size_t length;
	int line;
	bool is_broken; /* and reported */
} Token;

/* How far the text of a file is read. */
struct Scan {
	const char *position;
	int line;
	char *file;
	GPtrArray *problems;
	int complained_line; /* one complaint a line: the rest follows from the first */
	int complaints;
	Token held[HELD_MAX];
	size_t held_count;
};

/* The next token; TOKEN_END for ever after the last. Its bytes lie in the text. */
Token scan_take(Scan *scan);
/* Take that one again before all others; HELD_MAX at a time. */
void scan_hold(Scan *scan, Token token);
bool token_is_mark(Token token, char mark);

/* A mistake on that line; not told if the line has one already, or the file has
 * COMPLAINTS_MAX. */
void scan_complain(Scan *scan, int line, const char *format, ...) G_GNUC_PRINTF(3, 4);

#endif
