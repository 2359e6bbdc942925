package lethe.organisations;

import java.util.List;

/**
 * The organisation and support contacts shown on every page.
 *
 * @param name empty if no organisation is in scope
 */
public record OrganisationHeader(String name, List<Support> support) {}
