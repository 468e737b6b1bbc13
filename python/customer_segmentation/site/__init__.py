"""The published site: made from the exports in a fresh folder, and audited before anyone sees it."""

from customer_segmentation.site.audit import AuditError, audit_site
from customer_segmentation.site.build import SiteBuildError, build_site

__all__ = ["AuditError", "SiteBuildError", "audit_site", "build_site"]
