/* vote_box.h: the lines of a ballot: "[x] +1 release", "[ ] -1 do not". */
#ifndef WORKFLOW_VOTE_BOX_H
#define WORKFLOW_VOTE_BOX_H

#include <stdbool.h>

typedef enum { BOX_NONE, BOX_EMPTY, BOX_FILLED } Box;

/* The box `*rest` begins with. Moves past it and the blanks behind it. */
Box vote_box_skip(const char **rest);

/* The same for a whole line: the mark of a list may stand before the box. */
Box vote_box_start(const char **rest);

/* Is there a filled box anywhere in the text? */
bool vote_box_has_filled(const char *text);

#endif
