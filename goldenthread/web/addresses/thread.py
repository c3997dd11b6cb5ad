"""The thread across plans: one element, the whole council, frameworks, evidence and partners."""

from __future__ import annotations

from django.urls import path

from goldenthread.web.views import evidence, frameworks, links, partners, thread

urlpatterns = [
    path("<slug:council>/elements/<int:pk>/thread/", thread.thread, name="thread"),
    path("<slug:council>/map/", thread.thread_map, name="map"),
    path("<slug:council>/elements/<int:pk>/links/", links.links, name="links"),
    path("<slug:council>/elements/<int:pk>/links/add/", links.link_add, name="link-add"),
    path("<slug:council>/elements/<int:pk>/parts/add/", links.part_add, name="part-add"),
    path("<slug:council>/elements/<int:pk>/links/all/", links.link_all, name="link-all"),
    path("<slug:council>/links/<int:pk>/remove/", links.link_remove, name="link-remove"),
    path("<slug:council>/links/<int:pk>/seen/", links.link_seen, name="link-seen"),
    path("<slug:council>/parts/<int:pk>/remove/", links.part_remove, name="part-remove"),
    path("<slug:council>/across/", thread.across_plan, name="across"),
    path("<slug:council>/alignment/", frameworks.align, name="alignment"),
    path("<slug:council>/frameworks/", frameworks.index, name="frameworks"),
    path("<slug:council>/frameworks/<slug:framework>/", frameworks.framework, name="framework"),
    path(
        "<slug:council>/frameworks/<slug:framework>/state/",
        frameworks.framework_state,
        name="framework-state",
    ),
    path("<slug:council>/elements/<int:pk>/evidence/", evidence.of_element, name="element-evidence"),
    path("<slug:council>/elements/<int:pk>/evidence/add/", evidence.add, name="evidence-add"),
    path("<slug:council>/evidence/", evidence.index, name="evidence"),
    path("<slug:council>/evidence/<int:pk>/change/", evidence.change, name="evidence-change"),
    path("<slug:council>/evidence/<int:pk>/remove/", evidence.remove, name="evidence-remove"),
    path("<slug:council>/evidence/<slug:framework>/pack.zip", evidence.pack, name="evidence-pack"),
    path("<slug:council>/partners/", partners.index, name="partners"),
    path("<slug:council>/partners/<slug:partner>/", partners.partner, name="partner"),
]
