package lethe.organisations;

import java.util.List;

/**
 * What every page shows: whose page it is, and whom to ask about data protection.
 *
 * @param name empty where no organisation is in scope
 */
public record OrganisationHeader(String name, List<Support> support) {}
