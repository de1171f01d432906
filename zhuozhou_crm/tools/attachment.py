"""Files uploaded into a field of files."""


def own_files(records, field_names):
    """Hand files just uploaded over to their record.

    The upload widget leaves the file of a new record without an owner, readable by its uploader
    only. sudo: the uploader gives it away to those who may read the record; nothing but a file
    of the own is given away.
    """
    env = records.env
    for record in records.sudo():
        for name in field_names:
            loose = record[name].filtered(
                lambda file: not file.res_id and (env.su or file.create_uid == env.user)
            )
            if loose:
                loose.write({"res_model": record._name, "res_id": record.id})
