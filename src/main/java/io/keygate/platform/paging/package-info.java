/** Keyset paging of the admin API's lists: stable under inserts, cursors opaque to the caller. */
@NullMarked
package io.keygate.platform.paging;

import org.jspecify.annotations.NullMarked;
