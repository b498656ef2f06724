/* transcript.h: what became of each line of a mail, as data for the transcript template.
 * The words stand in templates/result.txt, one section a code. */
#ifndef WORKFLOW_TRANSCRIPT_H
#define WORKFLOW_TRANSCRIPT_H

#include "workflow/desk.h"

Transcript *transcript_new(void);
void transcript_free(Transcript *transcript);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Transcript, transcript_free)

/* `code` names the section of the template ("recorded", "needs_reason"); `values` (may be
 * NULL, taken) are what it may mention. `written` NULL: the result is of the whole mail,
 * not of a line. */
void transcript_good(Transcript *transcript, int line, const char *written,
		     const char *code, json_t *values);
void transcript_bad(Transcript *transcript, int line, const char *written,
		    const char *code, json_t *values);

/* The order could not be read: what was wrong, and what may have been meant. */
void transcript_not_understood(Transcript *transcript, const Command *command);

size_t transcript_length(const Transcript *transcript);
bool transcript_has_errors(const Transcript *transcript);

/* Array of {line, written, ok, CODE: {values}}. Owned. */
json_t *transcript_model(const Transcript *transcript);

/* The answer that shows it, about an item or (NULL) none. Owned. */
Notice *transcript_letter(const Transcript *transcript, const Desk *desk,
			  const Reading *reading, const Item *item);

#endif
