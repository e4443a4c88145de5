package io.keygate.launcher;

/** The block to paste: logs in, generates a key, sends one trace with curl, and reads it back. */
final class Samples {
  private static final String FIRST =
      """
      Paste this to log in, generate a key, send one trace and read it back:

      {
      KEYGATE=%s
      NEW_PASSWORD='%s'   # your password from now on: choose another one here, or keep this
      json() { sed -n "s/.*\\"$1\\":\\"\\([^\\"]*\\)\\".*/\\1/p"; }
      login() { curl -sS "$KEYGATE/api/v1/login" -H 'Content-Type: application/json' \\
        -d "{\\"username\\":\\"admin\\",\\"password\\":\\"$1\\"}" | json accessToken; }
      curl -sS "$KEYGATE/api/v1/me/password" -H "Authorization: Bearer $(login '%s')" \\
        -H 'Content-Type: application/json' -d "{\\"current\\":\\"%s\\",\\"next\\":\\"$NEW_PASSWORD\\"}"
      TOKEN=$(login "$NEW_PASSWORD")
      """;

  private static final String LATER =
      """
      Paste this to log in, generate a key, send one trace and read it back:

      {
      KEYGATE=%s
      printf 'Password of admin: '; read -rs PASSWORD; echo
      json() { sed -n "s/.*\\"$1\\":\\"\\([^\\"]*\\)\\".*/\\1/p"; }
      TOKEN=$(curl -sS "$KEYGATE/api/v1/login" -H 'Content-Type: application/json' \\
        -d "{\\"username\\":\\"admin\\",\\"password\\":\\"$PASSWORD\\"}" | json accessToken)
      """;

  private static final String TRACE =
      """
      curl -sS -o /dev/null "$KEYGATE/api/v1/organizations" -H "Authorization: Bearer $TOKEN" \\
        -H 'Content-Type: application/json' -d '{"name":"Acme"}'
      KEY=$(curl -sS "$KEYGATE/api/v1/organizations/acme/projects/default-project/environments/dev/keys" \\
        -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"name":"first key"}' | json secret)
      NOW=$(date +%s); TRACE=$(printf '%032x' "$NOW$$")
      curl -sS "$KEYGATE/v1/traces" -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' -d '{
        "resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"curl"}}]},
        "scopeSpans":[{"spans":[{"traceId":"'"$TRACE"'","spanId":"00000000000000a1","name":"hello","kind":1,
        "startTimeUnixNano":"'"$NOW"'000000000","endTimeUnixNano":"'"$NOW"'250000000"}]}]}]}'; echo
      curl -sS "$KEYGATE/v2/warehouse/spans?from_timestamp_sec=$((NOW - 60))" -H "Authorization: Bearer $KEY"; echo
      }
      """;

  private Samples() {}

  /**
   * For the very first start, with the one-time password and a proposal for the one after it.
   *
   * @param curl options for each call, with a space before each of them
   */
  static String first(String url, String curl, String oneTime, String proposal) {
    return with(curl, FIRST.formatted(url, proposal, oneTime, oneTime) + TRACE);
  }

  /** For every later start. */
  static String later(String url, String curl) {
    return with(curl, LATER.formatted(url) + TRACE);
  }

  private static String with(String curl, String block) {
    return block.replace("curl -sS", "curl -sS" + curl);
  }
}
