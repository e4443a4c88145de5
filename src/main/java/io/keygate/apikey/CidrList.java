package io.keygate.apikey;

import io.keygate.platform.net.Cidr;
import io.keygate.platform.problem.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The networks that a key may be used from; anywhere where there are none. */
final class CidrList {
  static final int MOST = 50;

  private static final CidrList ANYWHERE = new CidrList(List.of());

  private final List<Cidr> networks;

  private CidrList(List<Cidr> networks) {
    this.networks = networks;
  }

  /** What a caller asks for; a 400 problem that names the one that is none. */
  static CidrList of(@Nullable List<String> texts) {
    List<Cidr> networks = new ArrayList<>();
    List<String> given = texts == null ? List.of() : texts;
    for (String text : given) {
      try {
        Cidr network = Cidr.parse(text.strip());
        if (!networks.contains(network)) {
          networks.add(network);
        }
      } catch (IllegalArgumentException e) {
        throw ProblemException.invalid(
            "allowedCidrs[" + given.indexOf(text) + "]", String.valueOf(e.getMessage()));
      }
    }
    return new CidrList(networks);
  }

  /** What {@link #toString} gave. */
  static CidrList stored(String text) {
    return text.isEmpty()
        ? ANYWHERE
        : new CidrList(Arrays.stream(text.split(",", -1)).map(Cidr::parse).toList());
  }

  /** Whether a request may come from this address; an unknown one is in no network. */
  boolean allows(@Nullable String address) {
    return networks.isEmpty()
        || (address != null && networks.stream().anyMatch(network -> network.contains(address)));
  }

  List<String> texts() {
    return networks.stream().map(Cidr::toString).toList();
  }

  @Override
  public String toString() {
    return String.join(",", texts());
  }
}
