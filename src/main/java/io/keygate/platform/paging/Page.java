package io.keygate.platform.paging;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of a list; {@code nextCursor} is absent on the last one. */
public record Page<T>(
    @Schema(description = "The items of this page") List<T> items,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Leads to the next page; absent on the last one")
        @Nullable String nextCursor) {

  /**
   * The page that was asked for.
   *
   * @param rows up to {@link PageRequest#rows()} rows, in the order of their ids
   * @param id gives a row's id
   * @param view gives what the caller sees of a row
   */
  public static <R, T> Page<T> of(
      PageRequest request, List<R> rows, ToLongFunction<R> id, Function<R, T> view) {
    boolean more = rows.size() > request.limit();
    List<R> shown = more ? rows.subList(0, request.limit()) : rows;
    String next = more ? Cursor.encode(id.applyAsLong(shown.get(shown.size() - 1))) : null;
    return new Page<>(shown.stream().map(view).toList(), next);
  }
}
