/* vote_plain.h: what people write behind a word that is no word. For vote.c alone. */
#ifndef WORKFLOW_VOTE_PLAIN_H
#define WORKFLOW_VOTE_PLAIN_H

#include <stdbool.h>

/* Nothing at all, or only pictures that say yes. Of others nobody knows what they mean
 * beside a word. */
bool vote_is_gladly(const char *rest);

#endif
