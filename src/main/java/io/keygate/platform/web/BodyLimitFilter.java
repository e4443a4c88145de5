package io.keygate.platform.web;

import io.keygate.platform.problem.ProblemType;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** No request of the admin API is larger than a mebibyte. */
@Provider
@Priority(FilterOrder.BODY_LIMIT)
public class BodyLimitFilter implements ContainerRequestFilter {
  static final int MAX_BYTES = 1 << 20;

  @Override
  public void filter(ContainerRequestContext request) {
    request.setEntityStream(new Limited(request.getEntityStream()));
  }

  private static final class Limited extends FilterInputStream {
    private long count;

    Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      return counted(b < 0 ? -1 : 1) < 0 ? -1 : b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return counted(super.read(buffer, offset, length));
    }

    private int counted(int read) {
      count += Math.max(read, 0);
      if (count > MAX_BYTES) {
        throw ProblemType.BODY_TOO_LARGE.with("A request body may have " + MAX_BYTES + " bytes.");
      }
      return read;
    }
  }
}
