from django.db import migrations


def keep_what_was_written(apps, schema_editor):
    """Summaries, recommendations and annexes move from the paper's own row to rows of theirs."""
    paper_of, section = apps.get_model("governance", "Paper"), apps.get_model("governance", "PaperSection")
    recommendation, annex = (
        apps.get_model("governance", "PaperRecommendation"),
        apps.get_model("governance", "Annex"),
    )
    for paper in paper_of.objects.all():
        if paper.summary.strip():
            section.objects.create(paper=paper, key="summary", text=paper.summary)
        if paper.recommendation.strip():
            recommendation.objects.create(
                paper=paper, number=1, text=paper.recommendation, reason=paper.reason
            )
        titles = [line.strip() for line in paper.annexes.splitlines() if line.strip()]
        for place, title in enumerate(titles, start=1):
            annex.objects.create(paper=paper, position=place, title=title[:300])


class Migration(migrations.Migration):
    dependencies = [("governance", "0005_papers_written_from_a_form")]
    operations = [migrations.RunPython(keep_what_was_written, migrations.RunPython.noop)]
