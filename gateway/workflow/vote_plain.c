/* vote_plain.c: characters that stand for others, and pictures.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/vote_plain.h"

#include <string.h>

#include "base/text.h"
#include "workflow/vote.h"

/* What a character stands for; 0: nothing. */
static gunichar plain_of(gunichar c)
{
	static const struct {
		gunichar from, to;
	} PLAIN[] = {
		{0x2212, '-'},	{0x2013, '-'}, {0x2014, '-'}, {0x2019, '\''},
		{0x2018, '\''}, {0x201c, '"'}, {0x201d, '"'}, {0x00a0, ' '},
		{0x200b, 0},	{0xfeff, 0},
	};
	if (c >= 0xff01 && c <= 0xff5e)
		return c - 0xfee0;
	for (size_t i = 0; i < G_N_ELEMENTS(PLAIN); i++)
		if (PLAIN[i].from == c)
			return PLAIN[i].to;
	return c;
}

char *vote_plain(const char *line)
{
	if (g_str_is_ascii(line))
		return g_strstrip(g_strdup(line));
	g_autoptr(GString) plain = g_string_sized_new(strlen(line));
	for (const char *c = line; *c != '\0'; c = text_next(c)) {
		gunichar meant = plain_of(g_utf8_get_char(c));
		if (meant != 0)
			g_string_append_unichar(plain, meant);
	}
	return g_strstrip(g_strdup(plain->str));
}

/* Pictures that say yes, as telephones offer them: ticks, thumbs, hands, hearts, smiles.
 */
static bool is_glad(gunichar picture)
{
	static const gunichar GLAD[] = {0x2611,	 0x2705,  0x2714,  0x2764,  0x1f389,
					0x1f44c, 0x1f44d, 0x1f44f, 0x1f4af, 0x1f600,
					0x1f603, 0x1f604, 0x1f60a, 0x1f642, 0x1f64c,
					0x1f64f, 0x1f680, 0x1f91d};
	for (size_t i = 0; i < G_N_ELEMENTS(GLAD); i++)
		if (GLAD[i] == picture)
			return true;
	/* Colours of skin, and the mark that asks for a picture. */
	return (picture >= 0x1f3fb && picture <= 0x1f3ff) || picture == 0xfe0f;
}

bool vote_is_gladly(const char *rest)
{
	for (const char *c = rest; *c != '\0'; c = text_next(c))
		if (*c != ' ' && !is_glad(g_utf8_get_char(c)))
			return false;
	return true;
}
