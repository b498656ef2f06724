/* quote_stretch.c: each stretch of lines between quotes, and what signs it.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_stretch.h"

#include "mail/quote_delimited.h"
#include "mail/quote_disclaimer.h"
#include "mail/quote_footer.h"
#include "mail/quote_sent.h"
#include "mail/quote_signature.h"

#define DISCLAIMER_MAX_LINES 30
#define STRETCHES_READ	     100
#define MACHINE_ENDS	     6

/* The start of the machine's paragraph or line that ends at `last`; `to` if a
 * person wrote it. Nobody begins a mail with a disclaimer, and none is so long. */
static size_t find_machine_end(const QuoteSigner *signer, size_t from, size_t last,
			       size_t to)
{
	if (quote_is_sent_from(&signer->lines[last]) ||
	    (last > signer->first && quote_is_sent_from_last(signer->lines, last)))
		return last;
	size_t below = quote_lines_find_text(signer->lines, last + 1, signer->count);
	if (last > signer->first && quote_line_is_rule(&signer->lines[last], 2) &&
	    below < to && signer->lines[below].part == PART_SIGNATURE)
		return last;
	size_t start = last;
	while (start > from && last - start < DISCLAIMER_MAX_LINES &&
	       quote_line_is_free(&signer->lines[start - 1]))
		start--;
	bool may_be = start > signer->first && last - start < DISCLAIMER_MAX_LINES;
	bool is_one = may_be && (quote_is_disclaimer(signer->lines, start, last + 1) ||
				 quote_is_scanner(signer->lines, start, last + 1));
	return is_one ? start : to;
}

/* Programs stack their lines below the person's own signature. */
static void mark_machine_ends(QuoteSigner *signer, size_t from, size_t to)
{
	QuoteLine *lines = signer->lines;
	for (int round = 0; round < MACHINE_ENDS; round++) {
		size_t end = quote_lines_free_end(lines, from, to);
		size_t start =
			end == from ? to : find_machine_end(signer, from, end - 1, to);
		if (start == to)
			return;
		size_t above = quote_lines_include_rule(lines, start);
		bool has_rule = above > signer->first && above >= from;
		for (size_t i = has_rule ? above : start; i < end; i++)
			lines[i].part = PART_SIGNATURE;
	}
}

/* Start of the stretch of unquoted lines that ends before `to`. */
static size_t find_stretch(const QuoteSigner *signer, size_t to)
{
	while (to > 0 && signer->lines[to - 1].part != PART_QUOTED)
		to--;
	return to;
}

/* A line on which the sentence does not go on below. */
static bool ends_paragraph(const QuoteSigner *signer, size_t line)
{
	return line + 1 == signer->count || !quote_line_is_free(&signer->lines[line + 1]);
}

static void mark_sent_from(QuoteSigner *signer, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (ends_paragraph(signer, i) && quote_is_sent_from(&signer->lines[i]))
			signer->lines[i].part = PART_SIGNATURE;
}

void quote_mark_signatures(QuoteLine *lines, size_t count, const char *writer)
{
	g_auto(QuoteSigner) signer = {0};
	quote_signer_init(&signer, lines, count, writer);
	bool is_last = true;
	size_t to = count;
	for (int stretch = 0; stretch < STRETCHES_READ && to > 0; stretch++) {
		size_t from = find_stretch(&signer, to);
		mark_sent_from(&signer, from, to);
		quote_mark_delimited(&signer, from, to);
		mark_machine_ends(&signer, from, to);
		if (is_last)
			quote_mark_closing(&signer, from, to);
		is_last = is_last && quote_lines_free_end(lines, from, to) == from;
		to = from;
		while (to > 0 && lines[to - 1].part == PART_QUOTED)
			to--;
	}
}
