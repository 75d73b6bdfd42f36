from django.db import models


class Province(models.Model):
    """Tỉnh, thành phố."""

    code = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=60)
    name_folded = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.name


class Commune(models.Model):
    """Xã, phường, đặc khu. Codes are those of the National Statistics Office."""

    code = models.CharField(max_length=5, primary_key=True)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="communes")
    name = models.CharField(max_length=60)
    name_folded = models.CharField(max_length=60, db_index=True)

    def __str__(self) -> str:
        return self.name
