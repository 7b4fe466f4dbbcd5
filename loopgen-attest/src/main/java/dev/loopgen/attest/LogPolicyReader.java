package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;
import dev.loopgen.attest.LogPolicy.Quorum;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a C2SP tlog-policy. Used once. */
final class LogPolicyReader {

  /** Enough for far more than the 32 logs, witnesses and groups that the format asks for. */
  private static final int MAX_BYTES = 64 << 10;

  private static final String NONE = "none";
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,4}");

  private final List<LogPolicy.Log> logs = new ArrayList<>();
  private final List<LogPolicy.Witness> witnesses = new ArrayList<>();
  private final Map<String, Quorum> defined = new HashMap<>();
  private final Set<String> members = new HashSet<>();
  private @Nullable String quorum;
  private int line;

  LogPolicy read(byte[] policy) {
    if (policy.length > MAX_BYTES) {
      throw new AttestationException("The policy of logs and witnesses is larger than 64 KiB.");
    }
    for (byte octet : policy) {
      if ((octet >= 0 && octet < ' ' && octet != '\n' && octet != '\t') || octet == 0x7f) {
        throw new AttestationException(
            "The policy of logs and witnesses has control characters. Its lines end with a line"
                + " feed alone.");
      }
    }
    String text = new String(policy, StandardCharsets.ISO_8859_1);
    if (!text.endsWith("\n")) {
      throw new AttestationException(
          "The policy of logs and witnesses does not end with a newline. Check that it was copied"
              + " completely.");
    }
    text.lines().forEach(this::line);
    if (quorum == null) {
      throw new AttestationException(
          "The policy of logs and witnesses has no quorum line. Add one, at least quorum none.");
    }
    return new LogPolicy(logs, witnesses, defined.get(quorum));
  }

  private void line(String octets) {
    line++;
    List<String> items = new ArrayList<>();
    StringTokenizer tokens = new StringTokenizer(octets, " \t");
    while (tokens.hasMoreTokens()) {
      items.add(tokens.nextToken());
    }
    if (items.isEmpty() || items.get(0).startsWith("#")) {
      return;
    }
    switch (items.get(0)) {
      case "log" -> log(items);
      case "witness" -> witness(items);
      case "group" -> group(items);
      case "quorum" -> quorum(items);
      default -> throw invalid("it starts with none of log, witness, group and quorum");
    }
  }

  private void log(List<String> items) {
    requireCount(items, 2, 3, "log, a verifier key and perhaps a URL");
    NoteVerifier key = key(items.get(1), NoteVerifier::parse);
    if (key instanceof Ed25519Verifier fresh
        && logs.stream()
            .map(LogPolicy.Log::key)
            .anyMatch(known -> known instanceof Ed25519Verifier other && other.hasKeyOf(fresh))) {
      throw invalid("another log has the same key");
    }
    logs.add(new LogPolicy.Log(key, url(items, 2)));
  }

  private void witness(List<String> items) {
    requireCount(items, 3, 4, "witness, a name, a verifier key and perhaps a URL");
    CosignatureVerifier key = key(items.get(2), CosignatureVerifier::parse);
    if (witnesses.stream().anyMatch(known -> known.key().hasKeyOf(key))) {
      throw invalid("another witness has the same key");
    }
    define(items.get(1), new Quorum.One(utf8(items.get(1))));
    witnesses.add(new LogPolicy.Witness(utf8(items.get(1)), key, url(items, 3)));
  }

  private void group(List<String> items) {
    if (items.size() < 4) {
      throw invalid("a group needs a name, a number (or all, or any) and at least one member");
    }
    List<Quorum> all = new ArrayList<>();
    for (String name : items.subList(3, items.size())) {
      all.add(member(name));
    }
    int least = least(items.get(2), all.size());
    define(items.get(1), new Quorum.Group(least, List.copyOf(all)));
  }

  private Quorum member(String name) {
    Quorum member = defined.get(name);
    if (member == null) {
      throw invalid("no line before it defines " + utf8(name));
    }
    if (!members.add(name)) {
      throw invalid(utf8(name) + " is a member of a group twice");
    }
    return member;
  }

  private int least(String text, int count) {
    if (text.equals("all")) {
      return count;
    }
    if (text.equals("any")) {
      return 1;
    }
    int least = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (least < 1 || least > count) {
      throw invalid("the number of a group must be all, any, or from 1 to " + count);
    }
    return least;
  }

  private void quorum(List<String> items) {
    requireCount(items, 2, 2, "quorum and a name");
    if (quorum != null) {
      throw invalid("there is another quorum line before it");
    }
    quorum = items.get(1);
    if (!quorum.equals(NONE) && !defined.containsKey(quorum)) {
      throw invalid("no line before it defines " + utf8(quorum));
    }
  }

  private void define(String name, Quorum what) {
    if (name.equals(NONE) || defined.putIfAbsent(name, what) != null) {
      throw invalid("the name " + utf8(name) + " is taken");
    }
  }

  private <K> K key(String octets, Function<String, K> reader) {
    try {
      return reader.apply(utf8(octets));
    } catch (AttestationException e) {
      throw invalid("its key cannot be used. " + e.getMessage());
    }
  }

  private @Nullable URI url(List<String> items, int index) {
    if (items.size() <= index) {
      return null;
    }
    try {
      URI url = new URI(utf8(items.get(index)));
      if (LogPolicy.isAddress(url)) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw invalid("its URL is not valid: " + e.getReason());
    }
    throw invalid("its URL does not start with http:// or https:// and a host");
  }

  private void requireCount(List<String> items, int least, int most, String form) {
    if (items.size() < least || items.size() > most) {
      throw invalid("it must have the form " + form);
    }
  }

  private static String utf8(String octets) {
    return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private AttestationException invalid(String reason) {
    return new AttestationException(
        "Line %d of the policy of logs and witnesses is not valid: %s."
            .formatted(line, reason.replaceAll("\\.$", "")));
  }
}
