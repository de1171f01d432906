-- 示例用户:登录名、姓名、在本模块中的角色
with ours as (
    select model, res_id from ir_model_data where module = 'zhuozhou_crm' and model in ('res.users', 'res.groups')
)
select u.login, p.name,
       coalesce(string_agg(coalesce(g.name ->> 'zh_CN', g.name ->> 'en_US'), '、' order by g.id), '门户(企业)')
  from res_users u
  join ours o on o.model = 'res.users' and o.res_id = u.id
  join res_partner p on p.id = u.partner_id
  left join res_groups_users_rel r on r.uid = u.id
       and r.gid in (select res_id from ours where model = 'res.groups')
  left join res_groups g on g.id = r.gid
 where u.active
 group by u.id, u.login, p.name
 order by u.id;
