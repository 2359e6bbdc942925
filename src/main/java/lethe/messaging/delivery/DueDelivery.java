package lethe.messaging.delivery;

import java.util.UUID;
import lethe.platform.kernel.OrganisationId;

/** A campaign in one organisation. */
record DueDelivery(OrganisationId organisation, UUID campaign) {}
