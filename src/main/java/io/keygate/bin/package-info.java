/**
 * What was deleted: how it comes back, and how it goes for good (design.md section 2, "Delete").
 * Keys never come back; they are revoked when what they were for is deleted.
 */
@NullMarked
package io.keygate.bin;

import org.jspecify.annotations.NullMarked;
