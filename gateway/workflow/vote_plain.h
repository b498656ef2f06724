/* vote_plain.h: what people write behind a word that is no word. For vote.c alone. */
#ifndef WORKFLOW_VOTE_PLAIN_H
#define WORKFLOW_VOTE_PLAIN_H

#include <stdbool.h>

/* Pictures and nothing else, none of them a thumb that points down or a cross. */
bool vote_is_picture(const char *rest);

#endif
