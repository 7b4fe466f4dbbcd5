package dev.loopgen.core.internal.ledger.verify.template;

/**
 * The common structure of lines from one writer. A line with the same text between complete values
 * has the same members, so it needs neither parsing nor ordering.
 *
 * @param literals the text between the varying values
 * @param order the canonical form
 * @param slots the members that the checks use
 * @param members all members
 * @param size the number of values
 */
record LineTemplate(
    TemplateLiterals literals,
    CanonicalOrder order,
    EntrySlots slots,
    TemplateNode.Members members,
    int size) {}
