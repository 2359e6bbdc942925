package lethe.operator.console;

import lethe.platform.kernel.OrganisationId;

/**
 * An organisation as the operator sees it: its name and counts.
 *
 * @param users current users
 * @param terminated terminated users with a retained record
 */
public record OrganisationSummary(OrganisationId id, String slug, String name, int users, int terminated) {}
