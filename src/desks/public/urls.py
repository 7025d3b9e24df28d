"""What people and enterprises open. One line per page."""

from django.urls import path

from desks.public.views import (
    about,
    apply,
    cases,
    drafts,
    files,
    follow,
    guides,
    halls,
    home,
    me,
    open_data,
    papers,
    place,
    ratings,
    reports,
    verify,
)

app_name = "public"

urlpatterns = [
    path("", home.home, name="home"),
    path("place/", place.place, name="place"),
    # find out
    path("guides/", guides.guides, name="guides"),
    path("guides/list.csv", open_data.item_list, name="item_list"),
    path("guides/reports/", reports.answers, name="reports"),
    path("guides/<slug:item>/", guides.guide, name="guide"),
    path("guides/<slug:item>/print/", guides.guide_print, name="guide_print"),
    path("guides/<slug:item>/report/", reports.report_guide, name="report_guide"),
    path("guides/<slug:item>/paper/<slug:kind>/", papers.guide_paper, name="guide_paper"),
    path(
        "guides/<slug:item>/paper/<slug:kind>/<slug:form>/", papers.guide_paper, name="guide_file"
    ),
    path("guides/<slug:item>/forms/<slug:form>/", guides.guide_form, name="guide_form"),
    path(
        "guides/<slug:item>/forms/<slug:form>/example/",
        guides.guide_form,
        {"filled": True},
        name="guide_example",
    ),
    path("halls/", halls.halls, name="halls"),
    path("halls/<str:key>/", halls.hall, name="hall"),
    # apply
    path("apply/<slug:item>/", apply.begin, name="begin"),
    path("drafts/<str:uid>/", drafts.form, name="draft"),
    path("drafts/<str:uid>/situation/", drafts.situation, name="draft_situation"),
    path("drafts/<str:uid>/materials/", drafts.materials, name="draft_materials"),
    path("drafts/<str:uid>/contact/", drafts.contact, name="draft_contact"),
    path("drafts/<str:uid>/check/", drafts.check, name="draft_check"),
    path("drafts/<str:uid>/save/", drafts.save, name="draft_save"),
    path("drafts/<str:uid>/files/<slug:material>/", files.upload, name="draft_upload"),
    path("drafts/<str:uid>/files/<slug:material>/drop/", files.drop, name="draft_drop"),
    path("drafts/<str:uid>/discard/", drafts.discard, name="draft_discard"),
    path("files/<str:uid>/", files.show, name="file"),
    # one's own
    path("me/", me.me, name="me"),
    path("me/mandates/", me.mandates, name="mandates"),
    path("me/mandates/<str:uid>/revoke/", me.revoke, name="mandate_revoke"),
    path("me/messages/", me.messages, name="messages"),
    # follow and answer
    path("mine/", cases.mine, name="mine"),
    path("mine/<path:number>/receipt/", cases.receipt, name="receipt"),
    path("mine/<path:number>/supplement/", cases.supplement, name="supplement"),
    path("mine/<path:number>/withdraw/", cases.withdraw, name="withdraw"),
    path("mine/<path:number>/letters/<str:uid>/", cases.letter, name="letter"),
    path("mine/<path:number>/licences/<str:token>/", cases.licence, name="licence"),
    path("mine/<path:number>/", cases.case, name="case"),
    path("follow/", follow.follow, name="follow"),
    # rate and verify
    path("ratings/", ratings.ratings, name="ratings"),
    path("rate/<str:token>/", ratings.rate, name="rate"),
    path("verify/", verify.verify, name="verify"),
    path("verify/<str:token>/", verify.verify, name="verify_code"),
    # about this site
    path("access/", about.access, name="access"),
    path("privacy/", about.privacy, name="privacy"),
    path("roots/", about.roots, name="roots"),
    path("plan/", about.plan_kept, name="plan"),
]
