/* library.c: GMime made ready, once a process.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/library.h"

GMimeParserOptions *library_options(void)
{
	static GMimeParserOptions *options;
	static const char *charsets[] = {"utf-8", "windows-1252", NULL};
	if (options == NULL) {
		g_mime_init();
		options = g_mime_parser_options_new();
		g_mime_parser_options_set_fallback_charsets(options, charsets);
	}
	return options;
}
