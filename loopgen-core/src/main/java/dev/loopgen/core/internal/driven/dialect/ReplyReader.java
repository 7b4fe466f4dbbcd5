package dev.loopgen.core.internal.driven.dialect;

import dev.loopgen.api.model.FinishReason;
import dev.loopgen.api.model.ModelReply;
import dev.loopgen.api.model.ToolCall;
import dev.loopgen.core.internal.driven.action.ProposedTurn;
import dev.loopgen.core.internal.driven.action.ReplyForm;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what a reply asks for, whatever form the request asked for, because models mix them.
 *
 * <p>The first form that a reply has is the only one it is read in, even if all its actions are
 * malformed: text within an action, such as a file that quotes one, is never read. In this order:
 * native tool calls; JSON or a patch that is the whole reply; the rest once thinking is removed:
 * blocks with the request's nonce, JSON or a patch that is all, in one fence at most, and tagged
 * tool calls at the start of a line outside fenced code after which nothing else stands. Thinking
 * is never read. Content that may be incomplete is never completed.
 */
public final class ReplyReader {

  /** The longest reply that is read, in UTF-16 code units. */
  static final int MAX_REPLY = 8 << 20;

  private static final String MARK = "| ";

  private static final int MAX_REASONING = 4_000;

  /** Marks of a reply's end that servers fail to remove. */
  private static final List<String> END_MARKS =
      List.of(
          "<|im_end|>",
          "<|eot_id|>",
          "<|end|>",
          "<|return|>",
          "<|endoftext|>",
          "<end_of_turn>",
          "</s>");

  private final Nonce nonce;
  private final Set<String> promptLines;
  private final boolean cut;
  private final Map<ReplyForm, String> passedOver = new EnumMap<>(ReplyForm.class);

  private ReplyReader(Nonce nonce, Set<String> promptLines, boolean cut) {
    this.nonce = nonce;
    this.promptLines = promptLines;
    this.cut = cut;
  }

  /**
   * Reads a reply. Never fails: a reply without actions is a turn without proposals.
   *
   * @param nonce the nonce that the prompt of this very request named
   * @param prompt what the request said: text without the nonce that repeats its lines, such as an
   *     action in a file that the prompt shows, is a quotation
   */
  public static ProposedTurn read(ModelReply reply, Nonce nonce, String prompt) {
    boolean cut = reply.finish().kind() == FinishReason.Kind.LENGTH;
    Set<String> lines = new HashSet<>();
    prompt.lines().map(ReplyReader::unmarked).forEach(lines::add);
    return new ReplyReader(nonce, lines, cut).read(reply.text(), reply.toolCalls());
  }

  /** Reads a reply to a prompt that shows nothing. */
  public static ProposedTurn read(ModelReply reply, Nonce nonce) {
    return read(reply, nonce, "");
  }

  /** Removes white space and the mark of quoted lines in prompts. */
  private static String unmarked(String line) {
    String stripped = line.strip();
    return stripped.startsWith(MARK) ? stripped.substring(MARK.length()).strip() : stripped;
  }

  private boolean isQuoted(String text) {
    return text.lines().map(ReplyReader::unmarked).allMatch(this::isInPrompt);
  }

  private boolean isInPrompt(String line) {
    return line.isEmpty() || promptLines.contains(line);
  }

  private ProposedTurn read(String text, List<ToolCall> calls) {
    if (!calls.isEmpty()) {
      if (text.length() <= MAX_REPLY && BlocksForm.isIn(text, nonce)) {
        passedOver.put(ReplyForm.BLOCKS, "the reply has native tool calls");
      }
      return turn(text, nativeCalls(calls));
    }
    if (text.length() > MAX_REPLY) {
      passedOver.put(ReplyForm.NONE, "the reply is longer than " + MAX_REPLY + " characters");
      return turn("", new Proposals(ReplyForm.NONE));
    }
    String whole = bare(text);
    if (isWholeForm(whole)) {
      return whole(whole);
    }
    return spoken(text);
  }

  private Proposals nativeCalls(List<ToolCall> calls) {
    Proposals proposals = new Proposals(ReplyForm.TOOLS);
    for (ToolCall call : calls) {
      if (call.arguments().length() > MAX_REPLY) {
        proposals.malformed(call.name(), "the arguments are too long");
      } else {
        ToolCallJson.read(call.name(), call.arguments(), proposals);
      }
    }
    return proposals;
  }

  private ProposedTurn spoken(String text) {
    Thinking thinking = Thinking.in(text, nonce);
    String spoken = thinking.spoken();
    if (BlocksForm.isIn(spoken, nonce)) {
      BlocksForm blocks = BlocksForm.read(spoken, nonce, cut);
      return turn(blocks.prose(), blocks.proposals());
    }
    for (int start : thinking.possibleEnds()) {
      String rest = text.substring(start);
      String bare = bare(rest);
      if (isWholeForm(bare)) {
        return whole(bare);
      }
      Proposals calls = tagged(rest, bare, start > 0);
      if (!calls.all().isEmpty()) {
        return turn("", calls);
      }
    }
    return turn(spoken, new Proposals(ReplyForm.NONE));
  }

  private Proposals tagged(String text, String bare, boolean alone) {
    TaggedForm form = TaggedForm.read(text, this::isQuoted);
    if (form.proposals().all().isEmpty()) {
      TaggedForm unfenced = TaggedForm.read(bare, this::isQuoted);
      form = unfenced.hasProse() ? form : unfenced;
    }
    if (form.hasProseAfter() || form.hasThinking() || alone && form.hasProse()) {
      if (!form.proposals().all().isEmpty()) {
        passedOver.put(ReplyForm.TAGGED_TOOL_CALL, "other text stands beside the calls");
      }
      return new Proposals(ReplyForm.NONE);
    }
    return form.proposals();
  }

  /** Removes what surrounds a reply that is nothing but one form. */
  private static String bare(String text) {
    String stripped = text.strip();
    for (String mark : END_MARKS) {
      if (stripped.endsWith(mark)) {
        stripped = stripped.substring(0, stripped.length() - mark.length()).strip();
      }
    }
    return CodeFence.unwrap(stripped).strip();
  }

  private boolean isWholeForm(String whole) {
    if (PatchForm.starts(whole)) {
      return true;
    }
    if (!JsonForm.starts(whole)) {
      return false;
    }
    int end = LenientJson.end(whole, 0);
    if (end >= 0 && end < whole.length()) {
      passedOver.put(ReplyForm.JSON, "text follows the JSON");
      return false;
    }
    return true;
  }

  private ProposedTurn whole(String whole) {
    if (isQuoted(whole)) {
      ReplyForm form = JsonForm.starts(whole) ? ReplyForm.JSON : ReplyForm.PATCH;
      passedOver.put(form, "it stands in the prompt");
      return turn(whole, new Proposals(ReplyForm.NONE));
    }
    if (JsonForm.starts(whole)) {
      Proposals json = JsonForm.read(whole);
      return turn(json.reasoning(), json);
    }
    Proposals patch = new Proposals(ReplyForm.PATCH);
    PatchForm.read(whole, patch);
    return turn("", patch);
  }

  private ProposedTurn turn(String reasoning, Proposals proposals) {
    int end = Math.min(reasoning.length(), MAX_REASONING);
    if (end < reasoning.length() && Character.isHighSurrogate(reasoning.charAt(end - 1))) {
      end--;
    }
    String bounded = reasoning.substring(0, end);
    return new ProposedTurn(bounded.strip(), proposals.all(), proposals.form(), passedOver);
  }
}
