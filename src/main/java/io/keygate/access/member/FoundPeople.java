package io.keygate.access.member;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** People that a search has found. */
public record FoundPeople(@Schema(description = "By name, fifty at most") List<PersonView> items) {}
