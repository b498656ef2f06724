/* mail_files.h: mails from files: one mail, an mbox, a Maildir, a folder of mails,
 * standard input. */
#ifndef CLI_MAIL_FILES_H
#define CLI_MAIL_FILES_H

#include <stdbool.h>

#include "base/fault.h"

typedef struct {
	const char *name; /* the path; of the third mail of an mbox with "#3" */
	bool is_whole;	  /* the mail is all of the file, and can be read again from it */
	bool is_part;	  /* one of an mbox */
	GBytes *raw;	  /* of an mbox: a part of the file as it lies mapped */
	int fd;		  /* a large mail, better read from there; else -1 */
} MailFile;
typedef void (*MailFilesEach)(const MailFile *file, void *data);

/* Calls `each` for every mail of `path` ("-" is standard input), in order of name.
 * FAULT_UNREADABLE if the path cannot be read. */
bool mail_files_each(const char *path, MailFilesEach each, void *data, GError **error);

/* A folder or an mbox? */
bool mail_files_is_collection(const char *path);

#endif
