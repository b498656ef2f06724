/* armour.h: OpenPGP's frame around signed text taken off, and what no person reads taken
 * out of others. RFC 4880 sections 6 and 7. For this room alone.
 *
 * Nothing is verified here: a signature inside the text proves nothing to us, since it
 * does not cover the mail. What was signed is what its writer wrote. */
#ifndef MAIL_ARMOUR_H
#define MAIL_ARMOUR_H

/* `text` has LF lines. Frames that are quoted or incomplete stay. NULL if there is no
 * frame at all. Owned. */
char *armour_strip(const char *text);

#endif
